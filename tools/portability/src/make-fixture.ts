import type { Fixture } from './fixture.ts'
export async function makeFixture(): Promise<Fixture> {
  return {
    at: '2026-06-01T00:00:00Z',
    trust: [],
    inputs: [
      { name: 'a', base64: 'q80=', expected: 'passed' },
      { name: 'b', base64: 'q80q', expected: 'failed' },
    ],
  }
}
