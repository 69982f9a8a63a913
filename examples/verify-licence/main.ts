// A counter without a network checks a licence that somebody handed in. `npm run demo` makes the files that this reads:
//   npm run demo && npm start -w examples/verify-licence
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readTrust } from '@xinyin/core/node'
import { explain, inspectLicence } from '@xinyin/e-license'
import { verifyBundle } from '@xinyin/e-license/bundle'

const folder = process.argv[2] ?? join(import.meta.dirname, '../../demo-output')
const trust = await readTrust(join(folder, 'trust'))

// What became of licences and certificates since the morning. A window with a network asks `createStatusChecker` instead.
const { policy } = await verifyBundle(await readFile(join(folder, 'bundle.jws')), { trust, at: new Date() })

for (const name of (await readdir(folder)).filter((file) => /\.(ofd|sd-jwt|qr\.txt)$/.test(file))) {
  const report = await inspectLicence(await readFile(join(folder, name)), policy)
  console.log(`${name}: ${explain(report, 'zh-CN')}`)

  // What was read is worth something only where the report passed.
  if (report.verdict === 'passed') {
    const { name: title, issuer, holder, validUntil } = report.subject ?? {}
    console.log(
      `  ${title} · ${issuer?.name} · ${holder?.name ?? '（未披露）'} · 有效期至 ${validUntil ?? '长期'}`,
    )
  }
}
