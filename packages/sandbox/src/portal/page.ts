import type { SessionUser } from '@xinyin/sso'

/** A file that a page hands out. */
export interface PortalFile {
  readonly type: string
  readonly bytes: Uint8Array
}

/** A page of a portal, behind the sign-on at level 3. */
export interface PortalPage {
  readonly path: string
  /** Text of its button on the home page; without one there is none. */
  readonly label?: string
  /** What it shows to who is signed in: HTML of the page's middle, or a file. */
  show(user: SessionUser): Promise<string | PortalFile>
}
