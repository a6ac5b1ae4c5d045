'use strict';
// Modules of layers. Lambda merges layers under /opt; a server that cannot names their folders, the first to look in first.

const fs = require('fs');
const module_ = require('module');
const path = require('path');
const { pathToFileURL } = require('url');

const major = process.versions.node.split('.')[0];

/** Adds the folders of layers to those in which `require` looks. */
function findLayers() {
  const folders = process.env.STEPWELL_LAYERS;
  if (folders === undefined) return;
  delete process.env.STEPWELL_LAYERS;
  const modules = folders.split(':').flatMap((layer) => [`${layer}/nodejs/node${major}/node_modules`, `${layer}/nodejs/node_modules`]);
  process.env.NODE_PATH = [...modules, process.env.NODE_PATH].join(':');
  module_._initPaths(); // NODE_PATH was read when Node.js started.
}

/** `import` does not look at NODE_PATH by itself; in Lambda it does. Costs nothing where there are no such folders. */
function findLayersOnImport() {
  const parents = (process.env.NODE_PATH ?? '').split(':')
    .filter((folder) => folder.endsWith('/node_modules') && fs.existsSync(folder))
    .map((folder) => pathToFileURL(path.join(path.dirname(folder), 'importer.js')).href);
  // Node.js 20.6 is the first that has it.
  if (parents.length > 0) module_.register?.(pathToFileURL(path.join(__dirname, 'layers-hook.mjs')), { data: parents });
}

module.exports = { findLayers, findLayersOnImport };
