import type { Language } from '@xinyin/core'
import { HOSTILE_MODES } from '../hostile/catalogue.ts'
import type { HostileArea } from '../hostile/mode.ts'
import { OUTAGES } from '../identity-provider/behaviour.ts'
import type { IdentityProvider } from '../identity-provider/provider.ts'
import { escapeHtml } from '../page.ts'
import type { Field, Message, ReadToken } from './journal.ts'
import { WATCH_STYLE } from './style.ts'
import { AREAS, KINDS, WORDS } from './words.ts'

/** Values that are longer scroll by themselves. */
const LONG = 160
/** Tables of more rows, such as metadata, are folded. */
const FOLDED = 16

const option = (value: string, label: string, chosen: boolean) =>
  `<option value="${escapeHtml(value)}"${chosen ? ' selected' : ''}>${escapeHtml(label)}</option>`

function hostileOptions(language: Language, current: string | undefined): string {
  const areas = Object.keys(AREAS) as HostileArea[]
  const group = (area: HostileArea) => {
    const modes = HOSTILE_MODES.filter((mode) => mode.area === area)
    const options = modes.map(({ name, sentence }) =>
      option(name, `${name} — ${sentence[language]}`, name === current),
    )
    return modes.length === 0
      ? ''
      : `<optgroup label="${AREAS[area][language]}">${options.join('')}</optgroup>`
  }
  return option('', WORDS.honest[language], current === undefined) + areas.map(group).join('')
}

const numberInput = (name: 'skewSeconds' | 'latency' | 'rotateSeconds', value: number, language: Language) =>
  `<label>${WORDS[name][language]}<input type="number" name="${name}" value="${value}"></label>`

function panel({ issuer, behaviour, sm2 }: IdentityProvider, language: Language): string {
  const { hostile, outage, skewSeconds, latency, rotateSeconds } = behaviour
  const playing =
    hostile === undefined
      ? ''
      : `<p class="playing"><strong>${hostile.name}</strong><br>${escapeHtml(hostile.sentence[language])}<br>
${WORDS.refusedBy[language]} <code>${hostile.refusedBy}</code><br><small>${escapeHtml(hostile.clause)}</small></p>`
  const outages = OUTAGES.map((name) => option(name, WORDS.outages[name][language], name === outage))
  return `<section class="panel"><dl><dt>${WORDS.issuer[language]}</dt><dd><code>${escapeHtml(issuer)}</code></dd>
<dt>${WORDS.signing[language]}</dt><dd>${escapeHtml(sm2 === undefined ? 'ES256' : `${sm2.alg} (SM2, ${sm2.encoding})`)}</dd></dl>${playing}
<form method="post" action="/dev/behaviour?lang=${language}">
<label>${WORDS.hostile[language]}<select name="hostile">${hostileOptions(language, hostile?.name)}</select></label>
<label>${WORDS.outage[language]}<select name="outage">${outages.join('')}</select></label>
${numberInput('latency', latency, language)}${numberInput('skewSeconds', skewSeconds, language)}
${numberInput('rotateSeconds', rotateSeconds, language)}<button>${WORDS.apply[language]}</button></form>
<form method="post" action="/dev/keys?lang=${language}"><button class="plain">${WORDS.rotate[language]}</button></form></section>`
}

/** The page up to where messages begin. It has no end: whoever reads it waits for more. */
export function pageStart(provider: IdentityProvider, language: Language): string {
  const other = language === 'en' ? 'zh-CN' : 'en'
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${WORDS.title[language]}</title><link rel="icon" href="data:,"><style>${WATCH_STYLE}</style></head>
<body><header><div class="wide"><div><strong>${WORDS.title[language]}</strong><span>${WORDS.subtitle[language]}</span></div>
<a href="/dev?lang=${other}" lang="${other}">${WORDS.other[language]}</a></div></header>
<div class="wide columns"><div>${panel(provider, language)}<footer><p>${WORDS.footer[language]}</p></footer></div>
<main><p class="hint">${WORDS.waiting[language]}</p><div class="messages">
${provider.messages.length === 0 ? `<p class="hint">${WORDS.none[language]}</p>` : ''}`
}

function table(title: string, fields: readonly Field[]): string {
  if (fields.length === 0) return ''
  const row = ([name, value]: Field) =>
    `<tr><th>${escapeHtml(name)}</th><td${value.length > LONG ? ' class="long"' : ''}><div>${escapeHtml(value)}</div></td></tr>`
  const rows = fields.map(row).join('')
  return fields.length > FOLDED
    ? `<details><summary>${title} (${fields.length})</summary><table>${rows}</table></details>`
    : `<table><caption>${title}</caption>${rows}</table>`
}

/** What a portal says of itself is the same each time, and stays folded. */
const tokenOf =
  (language: Language) =>
  ({ name, header, claims }: ReadToken) =>
    `<details${name === 'client_assertion' ? '' : ' open'}><summary>${escapeHtml(name)}</summary><div class="token">
<pre aria-label="${WORDS.header[language]}">${escapeHtml(header)}</pre><pre aria-label="${WORDS.claims[language]}">${escapeHtml(claims)}</pre></div></details>`

/** One message, to stand on top of those before it. */
export function messageHtml(message: Message, language: Language): string {
  const { number, at, kind, clientId, status, sent, answered, tokens, hostile } = message
  const { title, way } = KINDS[kind]
  const badge = (text: string, bad: boolean) =>
    `<span class="badge${bad ? ' bad' : ''}">${escapeHtml(text)}</span>`
  const about = [
    status === undefined ? '' : badge(String(status), status >= 400),
    hostile === undefined ? '' : badge(`${WORDS.falsified[language]} · ${hostile}`, true),
    clientId === undefined ? '' : badge(clientId, false),
  ]
  return `<article class="message${hostile === undefined ? '' : ' falsified'}"><h2>${title[language]}<small>${way[language]}</small>${about.join('')}
<small class="number">#${number} · <time>${at.toISOString().slice(11, 23)}</time></small></h2>
${table(WORDS.sent[language], sent)}${table(WORDS.answered[language], answered)}
${tokens.map(tokenOf(language)).join('')}</article>
`
}
