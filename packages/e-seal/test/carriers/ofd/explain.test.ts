import { describe, expect, test } from 'vitest'
import { inspectOfd, sealOfd } from '../../../src/carriers/ofd/index.ts'
import { explain } from '../../../src/index.ts'
import { createDocument, repack } from '../../document.ts'
import { AT, createProvince } from '../../province.ts'

const { seal, office, trust } = await createProvince()
const sealing = {
  seal,
  signer: office.signer,
  stamps: [{ page: 1, box: [120, 200, 40, 40] }],
  at: AT,
} as const
const sealed = await sealOfd(createDocument(), { ...sealing, protect: 'continue' })
const inspect = (bytes: Uint8Array) => inspectOfd(bytes, { trust, at: AT })

describe('a report on a document is said whole', () => {
  test('a good one, in Chinese', async () => {
    expect(explain(await inspect(sealed), 'zh-CN').split('\n')).toEqual([
      '经验证，本文档有效：全部签章及文档内容均验证通过。',
      '文档名称：施工许可证。',
      '共有 1 个签章：',
      '1. 签章 s001：印章“示例市电子证照专用章”；签章人 示例市住建局；制章人 制章人；签章时间 2026年6月1日 16:00:00（北京时间），为签章人所述，无时间戳证明；显示于第 1 页；保护文档全部内容；其后无其他签章。',
    ])
  })

  test('two signatures, in English', async () => {
    const twice = await sealOfd(sealed, { ...sealing, stamps: [], protect: 'whole' })
    expect(explain(await inspect(twice), 'en').split('\n')).toEqual([
      'The document is valid: every signature and the whole content were verified.',
      'Document: 施工许可证',
      'It carries 2 signatures.',
      '1. Signature s001: seal “示例市电子证照专用章”; signed by 示例市住建局; seal made by 制章人; at 2026-06-01 16:00:00 (UTC+8) as the signer states, without a time stamp; shown on page 1; covers the whole document; later signatures, or such as may be later: s002.',
      '2. Signature s002: seal “示例市电子证照专用章”; signed by 示例市住建局; seal made by 制章人; at 2026-06-01 16:00:00 (UTC+8) as the signer states, without a time stamp; shown on no page; covers the whole document; nothing was signed after it.',
    ])
  })

  test('one that was changed: what it claims is said to be claimed, and what stands against it', async () => {
    const changed = repack(sealed, {
      'Doc_0/Attachs/data.xml': '<other/>',
      'Doc_0/extra.png': 'x',
    })
    const lines = explain(await inspect(changed), 'zh-CN').split('\n')
    expect(lines[0]).toBe('经验证，本文档未通过验证，不应采信。')
    expect(lines).toContain('以下为文档自身所载内容，尚未全部得到证实。')
    expect(lines.find((line) => line.startsWith('1.'))).toContain(
      '未保护 Doc_0/extra.png（涉及未被引用的文件）',
    )
    expect(lines.slice(-3)).toEqual([
      '存在以下 2 项问题：',
      '- （签章 s001）文件未被改动：未通过。Doc_0/Attachs/data.xml 在签章之后被改动（共 1 个文件）。',
      '- （签章 s001）全部文件均受签章保护：未通过。未被签章保护的文件：Doc_0/extra.png（共 1 个）。',
    ])
  })

  test.each(['zh-CN', 'en'] as const)(
    'one without signatures, and one that is none, in %s',
    async (language) => {
      const unsigned = explain(await inspect(createDocument()), language)
      expect(unsigned).toContain(language === 'en' ? 'It carries 0 signatures.' : '文档未加盖电子印章')
      expect(unsigned).toContain(language === 'en' ? 'carries no signature' : '没有任何签章')
      const none = explain(await inspect(Uint8Array.of(1)), language)
      expect(none.split('\n')).toHaveLength(3)
      expect(none).not.toMatch(/\{|undefined/)
    },
  )
})
