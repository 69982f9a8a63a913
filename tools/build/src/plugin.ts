import type { Options } from 'tsup'

/** What changes files that were built, one by one. */
export type ChunkPlugin = NonNullable<Options['plugins']>[number]

/** What changes files while they are built (esbuild). */
export type BuildPlugin = NonNullable<Options['esbuildPlugins']>[number]
