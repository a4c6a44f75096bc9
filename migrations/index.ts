import { Start } from './0001-start.ts'

/** In order; append-only: a migration that ran anywhere is never edited. */
export const migrations = [{ name: '0001-start', class: Start }]
