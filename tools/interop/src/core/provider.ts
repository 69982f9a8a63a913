import { chooseProvider, type ProviderChoice } from '../../../../packages/core/src/crypto/provider/choose.ts'

/** Both ways in which the product computes: on the platform's own cryptography, and by itself. */
const PROVIDERS: readonly ProviderChoice[] = ['fastest', 'portable']

/** Does something in each of the two ways. */
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
