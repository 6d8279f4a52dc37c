#!/usr/bin/env node
/** The command `3bot`: the same as `npm run 3bot --`. */
import './run.js';
