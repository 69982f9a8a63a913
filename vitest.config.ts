import { defineConfig } from 'vitest/config'

const PACKAGES = 'packages/*/test/**/*.test.ts'

// Two projects run the same tests: `source` resolves every package to its TypeScript (no build needed),
// `dist` to what a user would install.
const project = (name: 'source' | 'dist', conditions: string[], include: string[]) => ({
  resolve: { conditions: [...conditions, 'import', 'module', 'default'] },
  // Vitest hands these to Node for every module, also for those that are loaded with `require`: `import` among them
  // would give CommonJS packages the ES module of another.
  ssr: { resolve: { conditions } },
  test: {
    name,
    include,
    environment: 'node' as const,
    globalSetup: ['packages/testkit/src/temporary-files.ts'],
    setupFiles: ['packages/testkit/src/setup.ts'],
    testTimeout: 20_000,
  },
})

/** `npm test -- attacks` lists each attack, and by what it is refused. */
const isListing = process.argv.includes('attacks')

export default defineConfig({
  test: {
    ...(isListing ? { reporters: ['verbose'] } : {}),
    projects: [
      project('source', ['@xinyin/source', 'node'], [PACKAGES, 'tools/*/test/**/*.test.ts']),
      project('dist', ['node'], [PACKAGES]),
    ],
  },
})
