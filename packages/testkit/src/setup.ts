import { configureGlobal } from 'fast-check'

// Elsewhere every run tries other values; in CI a change is judged by its own merits, not by its luck.
if (process.env['CI']) configureGlobal({ seed: 20260501 })
