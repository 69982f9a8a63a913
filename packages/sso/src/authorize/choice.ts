import type { Language } from '@xinyin/core'
import { acrValues } from '../assurance/level.ts'
import type { Asked } from '../http/asked.ts'
import { preferredLanguage } from '../http/page.ts'
import type { Provider } from '../provider.ts'
import type { Settings } from '../settings.ts'
import { choicePage } from './choice-page.ts'

/** A provider at which somebody can sign in. */
export interface ProviderChoice {
  readonly issuer: string
  /** In the language of the page. */
  readonly name: string
  /** The address that begins a sign-in there: a path of this site. */
  readonly href: string
}

/** Makes the page on which people choose. What is in `choices` is text, to be escaped. */
export type ChoicePage = (
  choices: readonly ProviderChoice[],
  language: Language,
) => Response | Promise<Response>

/** The providers that can give a level, by their tables; all of them when no table has it. */
export function providersFor(level: number, { providers }: Settings): readonly Provider[] {
  if (level === 0) return providers
  const able = providers.filter(({ levels }) => acrValues(level, levels).length > 0)
  return able.length > 0 ? able : providers
}

/**
 * Lets the person choose where to sign in.
 *
 * @param query - what else the sign-in is to be started with
 */
export async function answerChoice(
  request: Asked,
  candidates: readonly Provider[],
  query: URLSearchParams,
  settings: Settings,
): Promise<Response> {
  const language = preferredLanguage(request.headers)
  const choices = candidates.map(({ issuer, name }) => {
    const chosen = new URLSearchParams([...query, ['issuer', issuer]])
    return { issuer, name: name[language], href: `${settings.path('login')}?${chosen}` }
  })
  try {
    return await settings.choicePage(choices, language)
  } catch (error) {
    // A page of the portal's own that fails must not keep people from signing in.
    settings.onError(error)
    return choicePage(choices, language)
  }
}
