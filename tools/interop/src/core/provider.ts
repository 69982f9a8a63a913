import {
  chooseProvider,
  type ProviderChoice,
} from '../../../../packages/core/src/crypto/provider/algorithm.ts'

/** The ways in which the product computes: on Node, on WebCrypto as far as that goes, and by itself. */
const PROVIDERS: readonly ProviderChoice[] = ['fastest', 'webcrypto', 'portable']

/** Does something in each of these ways. */
export async function inEachProvider(work: (provider: ProviderChoice) => Promise<void>): Promise<void> {
  try {
    for (const provider of PROVIDERS) {
      chooseProvider(provider)
      await work(provider)
    }
  } finally {
    chooseProvider('fastest')
  }
}
