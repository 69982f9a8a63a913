// What pages load in place of `told.ts`: errors say their codes and facts there.
export {}
