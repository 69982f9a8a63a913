// The main job, end to end on this machine: from nothing to an issued, sealed, verified licence behind one sign-on.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { decidingCheck } from '@xinyin/core'
import { loadTrust } from '@xinyin/core/trust'
import { explain, inspectAgreement, inspectLicence, type LicencePolicy } from '@xinyin/e-license'
import { verifyBundle } from '@xinyin/e-license/bundle'
import { createStatusChecker, fetchStatusList } from '@xinyin/e-license/status'
import { inspectOfd } from '@xinyin/e-seal/ofd'
import {
  createBrowser,
  createProvince,
  serveStatusLists,
  startIdentityProvider,
  startPortal,
} from '@xinyin/sandbox'
import { readKeep } from './arguments.ts'
import { changeOneByte, changeOneByteAndRepair } from './forger.ts'
import { OUTPUT, writeOutput } from './output.ts'
import { issuePermit } from './permit.ts'
import { drawSeal, hasSealFont } from './picture.ts'
import { type Desk, issuingPages, verifyingPages } from './portals.ts'
import { heading, language, must, note, tell } from './tell.ts'
import {
  anchorsOf,
  DEMO_DAYS,
  type Findings,
  fetchFrom,
  inspectForms,
  makeBundle,
  trustFilesOf,
} from './window.ts'

const HOLDER = 'natural-3'
const keep = readKeep()
const now = new Date()
const desk: Desk = { issued: new Map() }
let findings: Findings | undefined

heading('信印 Xinyin')

const province = await createProvince({ now, picture: await drawSeal('示例市住房和城乡建设局') })
const trust = loadTrust(trustFilesOf(province))
tell(
  {
    en: 'A province: root, seal maker, office, its seal, issuer of credentials',
    'zh-CN': '建立省级根、制章人、机构及其印章、凭证签发者',
  },
  province.seal.info.name,
)

if (!hasSealFont()) {
  note(
    language === 'en'
      ? 'The seal has a star and no name: there is no Chinese font here. On Debian: apt-get install fonts-noto-cjk'
      : '本机没有中文字体，印章上只有五角星而无名称。Debian 上请安装：apt-get install fonts-noto-cjk',
  )
}

const provider = await startIdentityProvider()
tell({ en: 'Its identity provider is running', 'zh-CN': '省统一身份认证已启动' }, provider.issuer)

const { signer, certificate } = province.statusIssuer
// A list of a register in use is good for a day. This one is for a folder that somebody may come back to next week.
const statusLists = await serveStatusLists({
  signing: { signer, certificates: [certificate] },
  lifetime: DEMO_DAYS * 86_400,
})
const fetch = fetchFrom(statusLists.uri)
/** What a window with a network holds licences against: whom to trust, and whom to ask what became of them. */
const online = (): LicencePolicy => ({ trust, status: createStatusChecker({ fetch }) })
const place = statusLists.allocate()
tell(
  { en: 'A register tells what became of licences', 'zh-CN': '证照状态服务已启动' },
  `${place.uri} #${place.index}`,
)

const issue = (holder: Parameters<typeof issuePermit>[0]) => issuePermit(holder, province, place, now)
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
  pages: verifyingPages(desk, online(), (found) => {
    findings = found
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
must(licence?.qr !== undefined, 'portal A issues the permit')
tell(
  { en: 'Portal A issued a construction permit in three forms', 'zh-CN': '门户 A 以三种形式签发施工许可证' },
  `OFD ${licence.ofd.length} B, SD-JWT ${licence.sdJwt.length} B, QR ${licence.qr.length} B`,
)

await browser.open(`${portalB.origin}/verify`)
must(findings !== undefined, 'portal B looks at the licence')
tell({ en: 'Portal B verified each of them', 'zh-CN': '门户 B 逐一核验，均通过' })
for (const [form, report] of Object.entries(findings)) {
  must(report.verdict === 'passed', `${form} verifies`)
  note(`${form.padEnd(7)} ${explain(report, language)}`)
}
for (const id of ['path.revocation', 'licence.status']) {
  const check = findings['SD-JWT'].checks.find((made) => made.id === id)
  must(check?.status === 'passed', `${id} was asked and answered`)
  note(explain(check, language))
}

const { ofd, sdJwt, qr } = licence
const agreement = await inspectAgreement([ofd, sdJwt, qr], online())
must(agreement.verdict === 'passed', 'the three forms say the same')
const items = agreement.subject?.items.length ?? 0
tell({ en: `They say the same, in each of ${items} items`, 'zh-CN': `三种形式的 ${items} 项内容全部一致` })

const statusList = await fetchStatusList(place.uri, { fetch })
const bundle = await makeBundle(province, statusList, now)
const anchors = loadTrust(anchorsOf(trustFilesOf(province)))
const { policy: offline } = await verifyBundle(bundle, { trust: anchors, at: new Date() })
for (const [form, report] of Object.entries(await inspectForms(licence, offline)))
  must(report.verdict === 'passed', `${form} verifies without a network`)
tell(
  {
    en: 'A window without a network verified each of them, with one signed file',
    'zh-CN': '离线窗口凭一个签名文件逐一核验，均通过',
  },
  `${bundle.length} B`,
)

const changed = changeOneByte(licence.ofd)
const refused = await inspectLicence(changed, online())
const refusing = decidingCheck(refused)
must(refused.verdict === 'failed' && refusing !== undefined, 'a changed byte is found')
tell(
  { en: 'One byte of a copy changed: refused', 'zh-CN': '改动副本的一个字节：被拒绝' },
  `${refusing.id} ${refusing.code}`,
)
note(explain(refusing, language))

const repaired = await inspectLicence(changeOneByteAndRepair(licence.ofd), online())
const caught = decidingCheck(repaired)
must(repaired.verdict === 'failed' && caught !== undefined, 'a changed byte is found behind right checksums')
tell(
  { en: 'The same with the ZIP repaired: refused', 'zh-CN': '再修好 ZIP 校验和：仍被拒绝' },
  `${caught.id} ${caught.code}`,
)
note(explain(caught, language))

statusLists.set(place.index, 'withheld')
const withheld = decidingCheck(await inspectLicence(qr, online()))
must(withheld?.code === 'ERR_LICENCE_STATE_WITHHELD', 'a licence that was withheld is found')
tell(
  { en: 'The office withheld the permit: refused', 'zh-CN': '机构暂扣该证：被拒绝' },
  `${withheld.id} ${withheld.code}`,
)
note(explain(withheld, language))

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

writeOutput(province, licence, { changed, statusList, bundle })
tell({ en: 'Files written', 'zh-CN': '文件已写出' }, `${relative(process.cwd(), OUTPUT) || OUTPUT}/`)
note(
  'npx xinyin licence verify --trust demo-output/trust --bundle demo-output/bundle.jws demo-output/licence.ofd',
)

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
  await Promise.all([portalA.close(), portalB.close(), provider.close(), statusLists.close()])
}
