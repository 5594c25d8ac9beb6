/** Set by the build: true in the full script and in the module, false in the core script, where what hangs on it is left out. */
declare const FULL: boolean;
