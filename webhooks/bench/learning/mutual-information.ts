/**
 * Normalised mutual information of two groupings of the same things, 0..1: their mutual information over the mean of
 * their entropies. 1 = the same grouping, whatever its groups are called.
 */
export function mutualInformation(found: readonly string[], labels: readonly string[]): number {
  const entropies = entropy(found) + entropy(labels)
  const joint = entropy(found.map((group, i) => JSON.stringify([group, labels[i]])))
  return entropies === 0 ? 1 : (2 * (entropies - joint)) / entropies
}

function entropy(groups: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum - (count / groups.length) * Math.log(count / groups.length), 0)
}
