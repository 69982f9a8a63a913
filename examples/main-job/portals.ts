import { encodeUtf8, type Report } from '@xinyin/core'
import { explain, type IssuedLicence, type Licence, type LicencePolicy } from '@xinyin/e-license'
import { createQrSymbol, renderQrSvg } from '@xinyin/e-license/qr-symbol'
import { escapeHtml, type Persona, type PortalPage } from '@xinyin/sandbox'
import { type Findings, inspectForms } from './window.ts'

/** The desk of a department that issues: what it has issued, by holder. */
export interface Desk {
  readonly issued: Map<string, IssuedLicence>
}

/** Portal A issues: signing in is enough, the permit is made on the spot. */
export function issuingPages(
  desk: Desk,
  personas: readonly Persona[],
  issue: (holder: Persona) => Promise<IssuedLicence>,
): PortalPage[] {
  const file = (sub: string, form: 'ofd' | 'sdJwt', type: string) => {
    const content = desk.issued.get(sub)?.[form]
    if (content === undefined) return '<p>尚未签发。 Nothing was issued yet.</p>'
    return { type, bytes: typeof content === 'string' ? encodeUtf8(content) : content }
  }
  return [
    {
      path: '/apply',
      label: '申领施工许可证 Get the permit',
      async show({ sub }) {
        const holder = personas.find(({ id }) => id === sub)
        if (holder === undefined) return '<p>没有这个人。 Nobody known.</p>'
        const issued = desk.issued.get(sub) ?? (await issue(holder))
        desk.issued.set(sub, issued)
        return `<section><p>已签发。 <span class="en">Issued to ${escapeHtml(holder.legalPerson?.name ?? holder.name)}.</span></p>
<p><a href="/licence.ofd" download="licence.ofd">OFD（${issued.ofd.length} 字节 bytes）</a><br>
<a href="/licence.sd-jwt" download="licence.sd-jwt">SD-JWT（${issued.sdJwt.length} 字符 characters）</a></p>
${renderQrSvg(createQrSymbol(issued.qr ?? ''), { scale: 3 })}</section>`
      },
    },
    { path: '/licence.ofd', show: async ({ sub }) => file(sub, 'ofd', 'application/ofd') },
    { path: '/licence.sd-jwt', show: async ({ sub }) => file(sub, 'sdJwt', 'application/dc+sd-jwt') },
  ]
}

const findingRow = (form: string, report: Report<Licence>) =>
  `<dt>${form}</dt><dd><strong>${report.verdict}</strong> · ${escapeHtml(explain(report, 'zh-CN'))}<br>
<span class="en">${escapeHtml(explain(report, 'en'))}</span></dd>`

/** Portal B verifies what portal A issued, knowing nothing but whom to trust and who tells of states. */
export function verifyingPages(
  desk: Desk,
  policy: LicencePolicy,
  found: (findings: Findings) => void,
): PortalPage[] {
  return [
    {
      path: '/verify',
      label: '核验我的证照 Check my licence',
      async show({ sub }) {
        const licence = desk.issued.get(sub)
        if (licence === undefined) return '<p>没有可核验的证照。 There is no licence to check.</p>'
        const findings = await inspectForms(licence, policy)
        found(findings)
        const rows = Object.entries(findings).map(([form, report]) => findingRow(form, report))
        return `<section><dl>${rows.join('')}</dl></section>`
      },
    },
  ]
}
