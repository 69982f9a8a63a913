import type { Language } from '@xinyin/core'
import type { Command } from 'commander'
import type { Colors } from 'picocolors/types.js'
import type { Exit } from './exit.ts'
import type { Terminal } from './terminal/terminal.ts'

/** What a command knows of its surroundings. */
export interface Session {
  readonly terminal: Terminal
  readonly language: Language
  readonly colors: Colors
}

/** Runs what a command does, and keeps its exit code. */
export type Act = (work: (session: Session) => Exit | Promise<Exit>) => Promise<void>

/** Adds a command to the program. */
export type AddCommand = (program: Command, act: Act) => void
