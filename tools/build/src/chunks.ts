import type { ChunkPlugin } from './plugin.ts'

/** Lets every export path load the sentences of its errors where no page is built: `#told` in the package's manifest. */
export const withTold = (paths: ReadonlySet<string>): ChunkPlugin => ({
  name: 'with-told',
  renderChunk(code, { path, map }) {
    const isPath = [...paths].some((one) => path.endsWith(`/dist/${one}.js`))
    // Behind all else, so that lines stay where source maps have them.
    return isPath ? { code: `${code}\nimport "#told";\n`, ...(map ? { map } : {}) } : undefined
  },
})

/**
 * Leaves out imports of chunks for nothing but their effects, of which no file of ours has any. Bundlers follow them: who
 * takes one name of a path would load what the others need. Lines stay where source maps have them.
 */
export const withoutBareImports: ChunkPlugin = {
  name: 'without-bare-imports',
  renderChunk: (code, { map }) => ({
    code: code.replace(/^import "\.[^"]*";$/gm, ''),
    ...(map ? { map } : {}),
  }),
}
