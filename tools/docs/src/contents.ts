/** Clauses `first` to `last` below one. */
const below = (clause: string, last: number): string[] =>
  Array.from({ length: last }, (_, at) => `${clause}.${at + 1}`)

/**
 * The tables of contents that the pages of `docs/standards/` are held against, by the name of the page. Of the Chinese
 * standards none was at hand in print, so that their pages are held against none.
 */
export const CONTENTS: Readonly<Record<string, readonly string[]>> = {
  'rfc5280.md': [
    ...['1', '2', '3', '4.1', ...below('4.1.1', 3), ...below('4.1.2', 9), ...below('4.1.2.5', 2)],
    ...['4.2', '4.2.1', ...below('4.2.1', 15), '4.2.2', ...below('4.2.2', 2)],
    ...[
      '5',
      '5.1',
      ...below('5.1.1', 3),
      ...below('5.1.2', 7),
      '5.2',
      ...below('5.2', 7),
      '5.3',
      ...below('5.3', 3),
    ],
    ...['6.1', ...below('6.1', 6), '6.2', '6.3', ...below('6.3', 3)],
    ...[...below('7', 5), '8', '9', 'A.1', 'A.2', 'B', 'C'],
  ],
  'rfc6960.md': [
    ...['1', ...below('2', 7), ...below('3', 2), ...below('4.1', 2)],
    ...['4.2.1', ...below('4.2.2', 3), '4.2.2.2.1', '4.3', '4.4', ...below('4.4', 8)],
    ...['5', '5.1', '6', ...below('A', 2), 'B', 'C'],
  ],
  'rfc3161.md': [
    ...['1', ...below('2', 3), ...below('2.4', 2), ...below('3', 4)],
    ...['4', '5', '6', '7', 'A', 'B', 'C', 'D'],
  ],
  'rfc5652.md': [
    ...['1', '2', '3', '4', ...below('5', 6), '5.2.1', ...below('6', 4), ...below('6.2', 5)],
    ...['7', '8', ...below('9', 3), '10.1', ...below('10.1', 6), ...below('10.2', 7)],
    ...[...below('11', 4), ...below('12', 2), '13', '14'],
  ],
}
