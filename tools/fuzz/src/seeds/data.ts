import { type Certificate, createSigner, encodeUtf8, type PrivateKey } from '@xinyin/core'
import { type DataSealing, type JsonSealing, sealData, sealJson } from '@xinyin/e-seal/data'
import { CONTENT } from '../authority.ts'
import { CORPUS_TIME, type Seed } from '../corpus.ts'

interface DataSigner {
  readonly key: PrivateKey
  readonly certificate: Certificate
  readonly above: Certificate
}

const NAMED = { name: '内容.txt', mediaType: 'text/plain' }

const forms = ({ key, certificate, above }: DataSigner) => {
  const common = { signer: createSigner(key), certificate, intermediates: [above], at: CORPUS_TIME }
  return [
    { form: 'cms', ...common },
    { form: 'jws', ...common },
  ] as const
}

/** Messages and JWS over the content of the corpus. */
export async function createDataSeals(signer: DataSigner): Promise<Seed[]> {
  const seeds: Seed[] = []
  for (const sealing of forms(signer)) {
    for (const [name, described] of [
      ['bare', {}],
      ['named', NAMED],
    ] as const) {
      const value = await sealData(CONTENT, { ...sealing, ...described } satisfies DataSealing)
      const bytes = typeof value === 'string' ? encodeUtf8(value) : value
      seeds.push({ name: `valid-${sealing.form}-${name}`, bytes })
    }
  }
  return seeds
}

/** JSON with a seal in it. */
export async function createSealedJson(signer: DataSigner): Promise<Seed[]> {
  const value = {
    名称: '许可 «一» €',
    area: 128.5,
    list: [1, 2.5, -0.125, 1e21, { a: null, b: true }],
    text: '\n',
  }
  const seeds: Seed[] = []
  for (const sealing of forms(signer)) {
    const sealed = await sealJson(value, sealing satisfies JsonSealing)
    seeds.push({ name: `valid-${sealing.form}`, bytes: encodeUtf8(JSON.stringify(sealed)) })
  }
  return seeds
}
