import type { Language } from '@xinyin/core'
import { displaySubject } from '../assurance/display.ts'
import { mandateOf, type Subject } from '../assurance/subject.ts'
import { parseReturnTo } from '../authorize/return-to.ts'
import { SsoError } from '../errors.ts'
import { type Asked, addressOf } from '../http/asked.ts'
import { singleParameter } from '../http/body.ts'
import { preferredLanguage } from '../http/page.ts'
import type { Settings } from '../settings.ts'
import { choicesOf } from './acting.ts'
import { continueSession } from './find.ts'

const MAX_RETURN = 2048

const SELF: Readonly<Record<Language, (name: string) => string>> = {
  'zh-CN': (name) => `本人（${name}）`,
  en: (name) => `Yourself (${name})`,
}

function labelOf(subject: Subject, language: Language): string {
  const name = displaySubject(subject, language)
  return subject.kind === 'natural-person' ? SELF[language](name) : name
}

/** Brothers and sisters have one family name: masked, they would be one name to the only person who has to tell them apart. */
function labelsOf(subjects: readonly Subject[], language: Language): string[] {
  const labels = subjects.map((subject) => labelOf(subject, language))
  const isShared = (label: string) => labels.indexOf(label) !== labels.lastIndexOf(label)
  return subjects.map((subject, at) => {
    const label = labels[at] ?? ''
    return subject.kind === 'ward' && isShared(label) ? (subject.name ?? label) : label
  })
}

/** `GET /switch?returnTo=/apply`: the user's own name, and the companies that they may act for. */
export async function answerSwitchPage(request: Asked, settings: Settings): Promise<Response> {
  const session = await continueSession(request, settings)
  if (session === undefined) throw new SsoError('ERR_SSO_SIGNED_OUT')
  const { searchParams } = addressOf(request)
  const returnTo = parseReturnTo(
    singleParameter(searchParams, 'returnTo', MAX_RETURN) ?? '/',
    settings.origin,
  )
  const language = preferredLanguage(request.headers)
  const now = settings.now()
  const current = mandateOf(session.user.subject)?.id ?? ''
  const names = choicesOf(session.user, now)
  const labels = labelsOf(
    names.map(({ subject }) => subject),
    language,
  )
  const choices = names.map(({ subject, mandate }, at) => ({
    subject,
    label: labels[at] ?? '',
    mandate: mandate?.id ?? '',
    current: (mandate?.id ?? '') === current,
  }))
  return settings.switchPage({ choices, action: settings.path('switch'), returnTo, language })
}
