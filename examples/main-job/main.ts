// The main job, end to end on this machine: from nothing to an issued, sealed, verified licence behind one sign-on.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { decidingCheck } from '@xinyin/core'
import { loadTrust } from '@xinyin/core/trust'
import { explain, inspectLicence } from '@xinyin/e-license'
import { inspectOfd } from '@xinyin/e-seal/ofd'
import { createBrowser, createProvince, startIdentityProvider, startPortal } from '@xinyin/sandbox'
import { readKeep } from './arguments.ts'
import { changeOneByte, changeOneByteAndRepair } from './forger.ts'
import { OUTPUT, writeOutput } from './output.ts'
import { issuePermit } from './permit.ts'
import { drawSeal } from './picture.ts'
import { type Desk, type Finding, issuingPages, verifyingPages } from './portals.ts'
import { heading, language, must, note, tell } from './tell.ts'

const HOLDER = 'natural-3'
const keep = readKeep()
const now = new Date()
const desk: Desk = { issued: new Map() }
let finding: Finding | undefined

heading('信印 Xinyin')

const province = await createProvince({ now, picture: await drawSeal('示例市住房和城乡建设局') })
const trust = loadTrust(province.trustFiles)
tell(
  {
    en: 'A province: root, seal maker, office, its seal, issuer of credentials',
    'zh-CN': '建立省级根、制章人、机构及其印章、凭证签发者',
  },
  province.seal.info.name,
)

const provider = await startIdentityProvider()
tell({ en: 'Its identity provider is running', 'zh-CN': '省统一身份认证已启动' }, provider.issuer)
const issue = (holder: Parameters<typeof issuePermit>[0]) => issuePermit(holder, province, now)
const portalA = await startPortal({
  clientId: 'housing',
  name: province.office.name,
  provider,
  pages: issuingPages(desk, provider.personas, issue),
})
const portalB = await startPortal({
  clientId: 'market',
  name: '示例市市场监督管理局',
  provider,
  pages: verifyingPages(desk, trust, (found) => {
    finding = found
  }),
})
tell(
  { en: 'Two department portals are running', 'zh-CN': '两个部门门户已启动' },
  `A ${portalA.origin}  B ${portalB.origin}`,
)

const browser = createBrowser()
await browser.open(`${portalA.origin}/login`)
must(browser.page?.url.startsWith(provider.issuer) === true, 'portal A sends the browser to the provider')
await browser.press(HOLDER)
must((await browser.send(`${portalA.origin}/session`)).status === 200, 'signed in at portal A')
tell(
  { en: 'Signed in at portal A, once, with the provider', 'zh-CN': '在门户 A 登录一次' },
  browser.page?.url,
)

await browser.open(`${portalB.origin}/login`)
must(browser.page?.url.startsWith(portalB.origin) === true, 'portal B asks nothing')
must((await browser.send(`${portalB.origin}/session`)).status === 200, 'signed in at portal B')
tell({ en: 'Signed in at portal B with no second prompt', 'zh-CN': '在门户 B 免登录' }, browser.page?.url)

await browser.open(`${portalA.origin}/apply`)
const licence = desk.issued.get(HOLDER)
must(licence !== undefined, 'portal A issues the permit')
tell(
  { en: 'Portal A issued a construction permit', 'zh-CN': '门户 A 签发施工许可证' },
  `OFD ${licence.ofd.length} B, SD-JWT ${licence.sdJwt.length} B`,
)

await browser.open(`${portalB.origin}/verify`)
must(finding?.ofd.verdict === 'passed', 'the OFD verifies')
must(finding.sdJwt.verdict === 'passed', 'the SD-JWT verifies')
tell({ en: 'Portal B verified both forms', 'zh-CN': '门户 B 核验两种形式均通过' })
note(`OFD     ${explain(finding.ofd, language)}`)
note(`SD-JWT  ${explain(finding.sdJwt, language)}`)
const checked = finding.sdJwt.checks.find(({ id }) => id === 'path.revocation')
must(checked?.status === 'passed', 'the revocation lists say that the certificates are good')
note(explain(checked, language))

const changed = changeOneByte(licence.ofd)
const refused = await inspectLicence(changed, { trust })
const refusing = decidingCheck(refused)
must(refused.verdict === 'failed' && refusing !== undefined, 'a changed byte is found')
tell(
  { en: 'One byte of a copy changed: refused', 'zh-CN': '改动副本的一个字节：被拒绝' },
  `${refusing.id} ${refusing.code}`,
)
note(explain(refusing, language))

const repaired = await inspectLicence(changeOneByteAndRepair(licence.ofd), { trust })
const caught = decidingCheck(repaired)
must(repaired.verdict === 'failed' && caught !== undefined, 'a changed byte is found behind right checksums')
tell(
  { en: 'The same with the ZIP repaired: refused', 'zh-CN': '再修好 ZIP 校验和：仍被拒绝' },
  `${caught.id} ${caught.code}`,
)
note(explain(caught, language))

const lists = await province.revoke(province.sealSigner.certificate, {
  revokedAt: now,
  reason: 'keyCompromise',
})
const revoked = await inspectLicence(licence.ofd, { trust: loadTrust(lists) })
const barred = decidingCheck(revoked)
must(revoked.verdict === 'failed' && barred !== undefined, 'a seal of a revoked certificate is found')
tell(
  {
    en: "The office's key was stolen and its certificate revoked: refused",
    'zh-CN': '机构密钥失窃、证书被吊销：被拒绝',
  },
  `${barred.id} ${barred.code}`,
)
note(explain(barred, language))

writeOutput(province, licence, changed)
tell({ en: 'Files written', 'zh-CN': '文件已写出' }, `${relative(process.cwd(), OUTPUT) || OUTPUT}/`)
note('npx xinyin verify --trust demo-output/trust demo-output/licence.ofd')

const truth = join(process.env['TRUTH_DIR'] ?? join(import.meta.dirname, '../../../shared/truth'), 'ofd')
const signed = existsSync(truth) ? readdirSync(truth).find((name) => name.startsWith('signed-v4')) : undefined
if (signed !== undefined) {
  const report = await inspectOfd(new Uint8Array(readFileSync(join(truth, signed))), { trust })
  // It was sealed by others, whom this province does not know: its contents hold, and whose it is stays open.
  must(report.verdict === 'indeterminate', 'a document of unknown makers cannot be decided')
  tell(
    { en: `A document that others sealed: ${report.verdict}`, 'zh-CN': `他人签章的文件：${report.verdict}` },
    signed,
  )
  note(explain(report, language))
}

if (keep) {
  heading(language === 'en' ? 'Portals stay open; Ctrl+C ends them.' : '门户保持运行，按 Ctrl+C 结束。')
  note(`A ${portalA.origin}\n     B ${portalB.origin}`)
} else {
  await browser.open(portalA.origin)
  await browser.press('yes')
  await browser.press('yes')
  must((await browser.send(`${portalA.origin}/session`)).status === 401, 'signed out at portal A')
  must((await browser.send(`${portalB.origin}/session`)).status === 401, 'signed out at portal B')
  tell({
    en: 'Signed out at A, and with that at B and the provider',
    'zh-CN': '在 A 退出，B 与省认证同时退出',
  })
  await Promise.all([portalA.close(), portalB.close(), provider.close()])
}
