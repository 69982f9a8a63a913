import { type Check, type Facts, failedBy, passed } from '@xinyin/core'

/** Makes an assertion a check: it passes with the facts that it returns, or fails by the error that it throws. */
export function checkBy(id: string, assert: () => Facts): Check {
  try {
    return passed(id, assert())
  } catch (error) {
    return failedBy(id, error)
  }
}
