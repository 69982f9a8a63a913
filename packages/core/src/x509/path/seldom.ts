// What few paths need, loaded as one: policies that somebody asks for, constraints on names, names that are asked for,
// and the rules for servers. In one piece, since every further one splits what all of them share.
export { checkAskedPolicies } from './asked-policies.ts'
export { checkName, nameMatcher } from './name.ts'
export { createNameJudge } from './name-judge.ts'
export { checkProfile } from './profile.ts'
