export const benchmarksPage = (_: unknown) => ''
