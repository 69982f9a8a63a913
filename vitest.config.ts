import { defineConfig } from 'vitest/config'

// Two projects run the same tests: `source` resolves every package to its TypeScript (no build needed),
// `dist` to what a user would install.
const project = (name: 'source' | 'dist', conditions: string[]) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name,
    include: ['packages/*/test/**/*.test.ts'],
    environment: 'node' as const,
    testTimeout: 20_000,
  },
})

export default defineConfig({
  test: {
    projects: [
      project('source', ['@xinyin/source', 'node', 'import', 'module', 'default']),
      project('dist', ['node', 'import', 'module', 'default']),
    ],
  },
})
