'use strict';
// Finds the function that a handler's name means: `folder/module.exported.nested`.

const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const errors = require('./errors.cjs');
const { findLayersOnImport } = require('./layers.cjs');
const { provideStreaming } = require('./streaming.cjs');

const NAME = /^([^.]*)\.(.*)$/;
const FIRST_WITH_TYPESCRIPT = 24;

// Where Lambda's own runtime is: the texts of errors name it.
const requireFromRuntime = createRequire('/var/runtime/index.mjs');

/** @throws errors whose names begin with Runtime, and whatever the module throws while it is loaded */
async function loadHandler(root, name) {
  if (name.includes('..')) {
    throw new errors.MalformedHandlerName(
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  }
  const base = path.basename(name);
  const folder = name.substring(0, name.indexOf(base));
  const parts = NAME.exec(base);
  if (parts === null) throw new errors.MalformedHandlerName('Bad handler');

  provideStreaming();
  const module = await load(root, folder, parts[1]);
  const handler = parts[2].split('.').reduce((value, key) => value?.[key], module);
  if (!handler) throw new errors.HandlerNotFound(`${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new errors.HandlerNotFound(`${name} is not a function`);
  return handler;
}

async function load(root, folder, module) {
  try {
    return await loadFile(path.resolve(root, folder, module))
      ?? requireFromRuntime(requireFromRuntime.resolve(module, { paths: [root, folder] }));
  } catch (error) {
    if (error instanceof SyntaxError) throw new errors.UserCodeSyntaxError(error);
    if (error?.code === 'MODULE_NOT_FOUND') throw new errors.ImportModuleError(error);
    throw error;
  }
}

/** The first file there is, in Lambda's order. What loads to nothing counts as not there, as in Lambda. */
async function loadFile(file) {
  const isModule = isInModulePackage(path.dirname(file));
  const hasTypeScript = Number(process.versions.node.split('.')[0]) >= FIRST_WITH_TYPESCRIPT;
  const attempts = [
    ['', false, true], ['.js', isModule, true], ['.mjs', true, true], ['.cjs', false, true],
    ['.ts', isModule, hasTypeScript], ['.mts', true, hasTypeScript], ['.cts', false, hasTypeScript],
  ];
  for (const [extension, isImported, isTried] of attempts) {
    const candidate = file + extension;
    if (!isTried || !fs.existsSync(candidate) || fs.statSync(candidate).isDirectory()) continue;
    if (isImported) findLayersOnImport();
    const loaded = isImported ? await import(candidate) : requireFromRuntime(candidate);
    if (loaded) return loaded;
  }
  return undefined;
}

/** Whether the nearest package.json says that .js files are ES modules. */
function isInModulePackage(folder) {
  if (folder.endsWith('/node_modules')) return false;
  const file = path.join(folder, 'package.json');
  if (fs.existsSync(file)) {
    try {
      return JSON.parse(fs.readFileSync(file, 'utf8'))?.type === 'module';
    } catch (error) {
      console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  return folder !== '/' && isInModulePackage(path.dirname(folder));
}

module.exports = { loadHandler };
