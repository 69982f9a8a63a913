import { describe, expect, test } from 'vitest'
import { createSealPicture, explain, type Seal, type SealPicture } from '../../src/index.ts'
import { checkPicture } from '../../src/verify/checks/seal-picture.ts'
import { GIF, PNG, PNG_PIXELS, pngHeader, pngOf, SVG, svgOf } from '../picture/samples.ts'

const check = (picture: Partial<SealPicture>) =>
  checkPicture({ info: { picture: { type: 'png', data: PNG, width: 40, height: 40, ...picture } } } as Seal)

describe('the picture of a seal', () => {
  test('passes with its format and its pixels', async () => {
    expect(await check({})).toEqual({
      id: 'seal.picture',
      status: 'passed',
      facts: { declared: 'png', found: 'png', width: 40, height: 40, pixels: '2 × 2' },
    })
    expect((await check(createSealPicture())).facts).not.toHaveProperty('stretched')
  })

  test.each<[string, Partial<SealPicture>, object]>([
    ['is called by the name of another', { type: 'gif' }, { declared: 'gif', found: 'png', misnamed: true }],
    ['is called by a name of none', { type: 'constructor' }, { misnamed: true }],
    ['is drawn wider than it is', { width: 60 }, { stretched: 1.5 }],
    ['is drawn higher than it is', { type: 'svg', data: SVG, height: 50 }, { stretched: 0.8 }],
    ['has more after its end', { data: new Uint8Array([...PNG, 0]) }, { deviations: 'trailing-bytes' }],
  ])('passes and is told where it %s', async (_, picture, facts) => {
    const found = await check(picture)
    expect(found).toMatchObject({ status: 'passed', facts })
    expect(Object.keys(found.facts)).toEqual(expect.arrayContaining(Object.keys(facts)))
  })

  test.each([' PNG', 'image/png', '.png'])('is called %s as well', async (type) => {
    expect((await check({ type })).facts).not.toHaveProperty('misnamed')
  })

  test('is a little out of proportion in real seals', async () => {
    expect((await check({ width: 40, height: 39, type: 'gif', data: GIF })).facts).not.toHaveProperty(
      'stretched',
    )
  })

  test.each<[string, string, Partial<SealPicture>]>([
    ['ERR_SEAL_PICTURE', 'has no width', { width: 0 }],
    ['ERR_SEAL_PICTURE', 'has no height', { height: -1 }],
    ['ERR_SEAL_PICTURE', 'is wider than a metre', { width: 1001 }],
    ['ERR_PICTURE_FORMAT', 'is none', { data: new Uint8Array(9) }],
    ['ERR_PICTURE_STRUCTURE', 'is broken', { data: PNG.subarray(0, 40) }],
    ['ERR_PICTURE_LIMIT', 'claims to be huge', { data: pngOf(pngHeader(90_000, 90_000), PNG_PIXELS) }],
    ['ERR_PICTURE_FORBIDDEN', 'runs a program', { data: svgOf('<script/>') }],
  ])('fails with %s where it %s', async (code, _, picture) => {
    const found = await check(picture)
    expect(found).toMatchObject({ id: 'seal.picture', status: 'failed', code })
    for (const language of ['en', 'zh-CN'] as const) expect(explain(found, language)).not.toMatch(/[{}]/)
  })
})
