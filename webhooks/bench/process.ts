import { readFileSync } from 'node:fs'

/** What a process has computed so far; NaN where there is no /proc. A tick is a hundredth of a second on Linux. */
export function cpuMs(pid: number): number {
  const fields = read(pid, 'stat').split(') ')[1]?.split(' ')
  return fields === undefined ? Number.NaN : (Number(fields[11]) + Number(fields[12])) * 10
}

/** The memory that a process holds, and the most that it held, MB; NaN where there is no /proc. */
export function residentMb(pid: number): { now: number; most: number } {
  const status = read(pid, 'status')
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
  return { now: field('VmRSS'), most: field('VmHWM') }
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}
