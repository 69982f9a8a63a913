import { createPrivateKey, createSigner, encodePem, encodeUtf8, parseCertificate } from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import { createSeal, createSealPicture, parseSealSignature } from '@xinyin/e-seal'
import { createOfdPackage, parseOfdPackage, sealOfd } from '@xinyin/e-seal/ofd'
import { expectThat } from './expect.ts'
import { OPENSSL, type Program, succeed } from './program.ts'
import { signatureValueCases } from './seal/signature-values.ts'
import { sealTimeStampCases } from './seal/time-stamps.ts'
import { truthCases } from './seal-truth.ts'
import { type Case, table } from './table.ts'
import type { Workspace } from './workspace.ts'

const UNZIP: Program = { command: 'unzip', probe: ['-v'], debian: 'unzip' }
const PYTHON: Program = { command: 'python3', probe: ['--version'], debian: 'python3' }
const DAY = 86_400_000
const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

const PAGE = `<ofd:Page ${NAMESPACE}><ofd:Content><ofd:Layer ID="2"><ofd:TextObject ID="4" Boundary="20 20 120 10" Font="3" Size="6"><ofd:TextCode X="0" Y="6">准予施工</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>`

const FILES: Readonly<Record<string, string>> = {
  'OFD.xml': `<ofd:OFD ${NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
  'Doc_0/Document.xml': `<ofd:Document ${NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>4</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`,
  'Doc_0/PublicRes.xml': `<ofd:Res ${NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts></ofd:Res>`,
  'Doc_0/Pages/Page_0/Content.xml': PAGE,
  'Doc_0/附件/说明.txt': '附件',
}

const entries = () => Object.entries(FILES).map(([name, text]) => ({ name, bytes: encodeUtf8(text) }))

async function createSealed(compression: 'stored' | 'deflated' = 'stored'): Promise<Uint8Array> {
  const period = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY) }
  const rootKey = await createPrivateKey('SM2')
  const root = await createRoot({ subject: { country: 'CN', commonName: '某省根' }, key: rootKey, ...period })
  const member = async (commonName: string) => {
    const key = await createPrivateKey('SM2')
    const issuer = { certificate: root, key: rootKey }
    const subject = { country: 'CN', commonName }
    const certificate = await createLeaf({ issuer, publicKey: key.publicKey, subject, ...period })
    return { signer: createSigner(key), certificate }
  }
  const office = await member('某局')
  const seal = await createSeal({
    name: '某局电子证照专用章',
    picture: createSealPicture(),
    validFrom: period.notBefore,
    validTo: period.notAfter,
    signers: [office.certificate],
    maker: await member('某制章中心'),
  })
  const stamps = [{ page: 1, box: [120, 200, 40, 40] }] as const
  return sealOfd(createOfdPackage(entries()), { seal, signer: office.signer, stamps, compression })
}

/** Has OpenSSL verify one SM2 signature by the key of a certificate. */
async function verifyWithOpenssl(
  workspace: Workspace,
  certificate: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<void> {
  const { spki } = parseCertificate(certificate).publicKey
  const key = await workspace.write('key.pem', encodePem('PUBLIC KEY', spki))
  const files = [
    '-sigfile',
    await workspace.write('value', signature),
    '-in',
    await workspace.write('message', message),
  ]
  const options = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']
  await succeed('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', key, ...files, ...options])
}

const signedValue: Case = {
  what: 'openssl verifies the value of our signature and of the seal in it, over the bytes as they stand',
  with: OPENSSL,
  async run(workspace) {
    const { files } = parseOfdPackage(await createSealed())
    const value = files.get('Doc_0/Signs/Sign_0/SignedValue.dat')
    expectThat(value !== undefined, 'the package has no signed value')
    if (value === undefined) return
    const { seal, ...signature } = parseSealSignature(value)
    await verifyWithOpenssl(
      workspace,
      signature.signerCertificate,
      signature.signedBytes,
      signature.signature,
    )
    await verifyWithOpenssl(workspace, seal.makerCertificate, seal.info.raw, seal.signature)
  },
}

/** Sealing changes `OFD.xml`; names beyond ASCII depend on the locale that unzip runs in. */
const isUntouched = ([name]: readonly [string, string]) => name !== 'OFD.xml' && /^[ -~]*$/.test(name)

const unzipCase = (compression: 'stored' | 'deflated'): Case => ({
  what: `unzip finds no fault in our ${compression} package and unpacks its files as they were`,
  with: UNZIP,
  async run(workspace) {
    const path = await workspace.write('ours.ofd', await createSealed(compression))
    await succeed('unzip', ['-t', path])
    for (const [name, text] of Object.entries(FILES).filter(isUntouched)) {
      const { stdout } = await succeed('unzip', ['-p', path, name])
      expectThat(new TextDecoder().decode(stdout) === text, `${name} came out otherwise`)
    }
  },
})

const pythonZip: Case = {
  what: 'python zipfile reads the names and contents of our package',
  with: PYTHON,
  async run(workspace) {
    const path = await workspace.write('ours.ofd', await createSealed())
    const script =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print("\\n".join(z.namelist()))'
    const { text } = await succeed('python3', ['-X', 'utf8', '-c', script, path])
    expectThat(text.includes('Doc_0/附件/说明.txt'), `python listed: ${text}`)
  },
}

const theirZip: Case = {
  what: 'a package that python zipfile made, with directories and deflated files, is read as it was',
  with: PYTHON,
  async run(workspace) {
    const script = [
      'import json, sys, zipfile',
      'z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)',
      'z.mkdir("Doc_0") if hasattr(z, "mkdir") else None',
      'for name, text in json.load(sys.stdin).items(): z.writestr(name, text)',
      'z.close()',
    ].join('\n')
    const path = workspace.path('theirs.ofd')
    await succeed('python3', ['-X', 'utf8', '-c', script, path], { input: JSON.stringify(FILES) })
    const { files } = parseOfdPackage(await workspace.read('theirs.ofd'))
    for (const [name, text] of Object.entries(FILES))
      expectThat(new TextDecoder().decode(files.get(name)) === text, `${name} was read otherwise`)
  },
}

export const sealTable = table('seal', [
  signedValue,
  unzipCase('stored'),
  unzipCase('deflated'),
  pythonZip,
  theirZip,
  ...truthCases,
  ...signatureValueCases,
  ...sealTimeStampCases(() => createOfdPackage(entries())),
])
