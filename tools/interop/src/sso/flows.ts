import { exportJWK, generateKeyPair } from 'jose'
import { expectThat } from '../expect.ts'
import {
  bothWays,
  expectSignedIn,
  expectSignInPage,
  inScene,
  type Scene,
  type SceneOptions,
  signIn,
} from './scene.ts'
import { SM2 } from './sm2-front.ts'
import type { Visitor } from './visitor.ts'

/** Something that people do across portals, played with any of them and in any browser. */
export interface Flow {
  readonly name: string
  readonly scene?: SceneOptions
  play(scene: Scene): Promise<unknown>
}

const comesBack: Flow = {
  name: 'sign-in',
  async play(scene) {
    for (const portal of [scene.ours, scene.fellow]) {
      const visitor = await scene.visitor()
      const view = await signIn(visitor, scene, portal, 'natural-3')
      expectThat(view.url === portal.page, `back at the page that was asked for, found ${view.url}`)
      await visitor.close()
    }
  },
}

const secondTab: Flow = {
  name: 'second tab',
  async play(scene) {
    for (const { page } of [scene.ours, scene.fellow]) {
      const first = await scene.visitor()
      const second = await first.tab()
      expectSignInPage(await first.open(`${page}?tab=1`), scene, 'in the first tab')
      expectSignInPage(await second.open(`${page}?tab=2`), scene, 'in the second tab')
      for (const [tab, query] of [
        [second, 'tab=2'],
        [first, 'tab=1'],
      ] as const) {
        const view = await tab.press('natural-3')
        expectSignedIn(view, 'natural-3', 3, query)
        expectThat(view.url === `${page}?${query}`, `each tab where it was, found ${view.url}`)
      }
      await first.close()
    }
  },
}

/** An app opens the provider in a browser of its own, and the answer lands in another: there nobody began a sign-in. */
const inAppReturn: Flow = {
  name: 'in-app return',
  async play(scene) {
    const { page, callback, origin } = scene.ours
    const inApp = await scene.visitor()
    expectSignInPage(await inApp.open(`${page}?matter=42`), scene, 'in the app')
    const answer = await inApp.pressUpTo('natural-3', callback)
    const elsewhere = await scene.visitor()
    const refused = await elsewhere.open(answer)
    expectThat(
      refused.html.includes('ERR_SSO_TRANSACTION_ABSENT'),
      `a page that says so, found ${refused.status}`,
    )
    expectThat(refused.html.includes('href="/login"'), 'with a way to start again')
    expectThat((await elsewhere.cookies(origin)).size === 0, 'and nobody half signed in')
    expectSignInPage(await elsewhere.open(page), scene, 'in the other browser')
    const view = await inApp.open(answer)
    expectSignedIn(view, 'natural-3', 3, 'in the app, where it began')
    expectThat(view.url === `${page}?matter=42`, `back in the matter, found ${view.url}`)
    await inApp.close()
    await elsewhere.close()
  },
}

const singleSignOn: Flow = {
  name: 'single sign-on',
  async play(scene) {
    for (const [from, to] of bothWays(scene)) {
      const visitor = await scene.visitor()
      await signIn(visitor, scene, from, 'natural-3')
      const view = await visitor.open(to.page)
      expectSignedIn(view, 'natural-3', 3, 'at the second portal, without being asked')
      expectThat(view.url === to.page, `the page that was asked for, found ${view.url}`)
      await visitor.close()
    }
  },
}

const initiatedLogout: Flow = {
  name: 'RP-initiated logout',
  async play(scene) {
    for (const portal of [scene.ours, scene.fellow]) {
      const visitor = await scene.visitor()
      await signIn(visitor, scene, portal, 'natural-3')
      await portal.signOut(visitor)
      expectSignInPage(await visitor.open(portal.page), scene, 'after signing out')
      await visitor.close()
    }
  },
}

/** Out at one portal is out at the other; whoever else is signed in, and the same person elsewhere, stays so. */
async function endsEverywhere(scene: Scene): Promise<void> {
  for (const [from, to] of bothWays(scene)) {
    const [one, neighbour, sameElsewhere] = [
      await scene.visitor(),
      await scene.visitor(),
      await scene.visitor(),
    ]
    await signIn(one, scene, from, 'natural-3')
    expectSignedIn(await one.open(to.page), 'natural-3', 3, 'at the second portal')
    await signIn(neighbour, scene, to, 'natural-4')
    await signIn(sameElsewhere, scene, to, 'natural-3')
    await from.signOut(one)
    expectSignInPage(await one.open(to.page), scene, 'at the second portal, after the logout')
    expectSignInPage(await one.open(from.page), scene, 'at the first portal, after the logout')
    expectSignedIn(await neighbour.open(to.page), 'natural-4', 3, 'somebody else')
    expectSignedIn(await sameElsewhere.open(to.page), 'natural-3', 3, 'the same person at another browser')
    for (const visitor of [one, neighbour, sameElsewhere]) await visitor.close()
  }
}

const backChannel: Flow = { name: 'back-channel logout', play: endsEverywhere }

/** What browsers still do on one site: a cookie goes into the frame, by which the portal knows whose session it is. */
const frontChannel: Flow = {
  name: 'front-channel logout',
  scene: { logoutChannel: 'front', isOneSite: true },
  play: endsEverywhere,
}

/** The cookie that stands for a session at one of our portals. */
async function sessionOf(visitor: Visitor, origin: string): Promise<string | undefined> {
  return [...(await visitor.cookies(origin))].find(([name]) => name.endsWith('-session'))?.[1]
}

const stepUp: Flow = {
  name: 'step-up',
  async play(scene) {
    for (const portal of [scene.ours, scene.fellow]) {
      const visitor = await scene.visitor()
      await signIn(visitor, scene, portal, 'natural-3')
      const before = await sessionOf(visitor, portal.origin)
      expectSignInPage(await visitor.open(portal.counter), scene, 'where level 4 is needed')
      expectSignedIn(await visitor.press('natural-3'), 'natural-3', 4, 'after the step')
      const after = await sessionOf(visitor, portal.origin)
      if (portal === scene.ours)
        expectThat(after !== undefined && after !== before, 'a session of a new name')
      await visitor.close()
    }
  },
}

const rotation: Flow = {
  name: 'key rotation',
  async play(scene) {
    for (const [from, to] of bothWays(scene)) {
      const visitor = await scene.visitor()
      await signIn(visitor, scene, from, 'natural-3')
      await scene.provider.rotateKeys()
      expectSignedIn(await visitor.open(to.page), 'natural-3', 3, 'by the new key, at once')
      expectSignedIn(await visitor.open(from.page), 'natural-3', 3, 'who was signed in by the old one')
      await from.signOut(visitor)
      expectSignInPage(await visitor.open(to.page), scene, 'by a logout token of the new key')
      await visitor.close()
    }
  },
}

/** From sign-in to logout, and over a rotation, by tokens that only who knows SM2 can read. */
const sm2: Flow = {
  name: 'SM2 tokens',
  scene: { provider: { sm2: true }, options: { sm2: SM2, algorithms: ['ES256'] } },
  async play(scene) {
    await singleSignOn.play(scene)
    await endsEverywhere(scene)
    await rotation.play(scene)
  },
}

/** Our portals push signed requests (RFC 9126, RFC 9101) and take signed answers (JARM); their fellow does as it does. */
const signedRequests: Flow = {
  name: 'PAR, JAR and JARM',
  scene: {
    provider: { features: { requestObjects: { enabled: true }, jwtResponseModes: { enabled: true } } },
    options: { pushedRequests: true, signedRequests: true, signedResponses: true },
    metadata: {
      require_pushed_authorization_requests: true,
      require_signed_request_object: true,
      request_object_signing_alg: 'ES256',
      authorization_signed_response_alg: 'ES256',
    },
  },
  async play(scene) {
    await singleSignOn.play(scene)
    await endsEverywhere(scene)
  },
}

const encryption = await generateKeyPair('ECDH-ES', { extractable: true })

/** The provider signs its answers and encrypts them for our portals' key. */
const encryptedAnswers: Flow = {
  name: 'encrypted JARM',
  scene: {
    provider: { features: { jwtResponseModes: { enabled: true }, encryption: { enabled: true } } },
    options: { signedResponses: true, responseDecryptionKey: encryption.privateKey },
    publicKeys: [{ ...(await exportJWK(encryption.publicKey)), use: 'enc', alg: 'ECDH-ES' }],
    metadata: {
      authorization_signed_response_alg: 'ES256',
      authorization_encrypted_response_alg: 'ECDH-ES',
      authorization_encrypted_response_enc: 'A256GCM',
    },
  },
  async play(scene) {
    await singleSignOn.play(scene)
    await endsEverywhere(scene)
  },
}

const fapi2: Flow = {
  name: 'FAPI 2.0 with DPoP',
  scene: {
    provider: { features: { dPoP: { enabled: true } } },
    options: { profile: 'fapi2', binding: { by: 'dpop' } },
    metadata: { require_pushed_authorization_requests: true, dpop_bound_access_tokens: true },
  },
  async play(scene) {
    await singleSignOn.play(scene)
    await endsEverywhere(scene)
  },
}

export const FLOWS: readonly Flow[] = [
  comesBack,
  secondTab,
  inAppReturn,
  singleSignOn,
  initiatedLogout,
  backChannel,
  frontChannel,
  stepUp,
  rotation,
  signedRequests,
  encryptedAnswers,
  fapi2,
  sm2,
]

export const playFlow = (flow: Flow, options: SceneOptions): Promise<unknown> =>
  inScene({ ...options, ...flow.scene }, (scene) => flow.play(scene))
