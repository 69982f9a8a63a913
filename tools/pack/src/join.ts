/** The page of the guide that is followed, in both languages. */
export const JOIN_PAGE = /^join-portal(\.zh-CN)?\.md$/

/** The frameworks of that page, by the beginning of their headings; Next is built, not run, and left to its own tests. */
const FRAMEWORKS = ['Express', 'Fastify', 'Koa', 'Hono', 'node:http']

/** What those programs take from elsewhere, and the types of what brings none. */
export const JOIN_PACKAGES = [
  'express',
  'fastify',
  'koa',
  'hono',
  '@hono/node-server',
  '@types/express',
  '@types/koa',
]

const codeOf = (section: string) =>
  [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code).join('\n')

export interface JoinProgram {
  readonly framework: string
  /** `server.js` as a reader of the page has it, but for its port. */
  readonly code: string
}

/** The programs that the page has its reader write: its beginning, and what goes on with each framework. */
export function joinPrograms(page: string): readonly JoinProgram[] {
  const sections = page.split(/^###? /m)
  const start = sections.find((section) => section.startsWith('3. ')) ?? ''
  return FRAMEWORKS.map((framework) => {
    const section = sections.find((text) => text.startsWith(framework)) ?? ''
    const code = codeOf(section)
    if (!code.includes('3000')) throw new Error(`The page joins no portal with ${framework}.`)
    return { framework, code: `${codeOf(start)}\n${code}` }
  })
}
