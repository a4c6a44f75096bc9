/**
 * Makes one run of what arrives together: call the returned function for everything that arrives, and `run` follows
 * when the group is complete, never twice at the same time. What arrives during a run is the next group.
 * A group is complete when nothing more came for `quietMs`, at the latest `longestMs` after its first one.
 * `run` takes what there is and never rejects.
 */
export function gather(run: () => Promise<void>, { quietMs = 1, longestMs = 10 } = {}): () => void {
  let timer: NodeJS.Timeout | undefined
  let latestAt = 0
  let isRunning = false
  let isMore = false

  return arrived

  function arrived(): void {
    if (isRunning) {
      isMore = true
    } else if (timer === undefined) {
      latestAt = performance.now() + longestMs
      timer = setTimeout(go, quietMs)
    } else if (performance.now() + quietMs < latestAt) {
      timer.refresh()
    }
  }

  function go(): void {
    timer = undefined
    isRunning = true
    isMore = false
    void run().finally(() => {
      isRunning = false
      if (isMore) arrived()
    })
  }
}
