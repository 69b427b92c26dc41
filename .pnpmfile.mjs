// Of Scalar's reference only the prebuilt browser bundle is used: its two hundred dependencies stay away.
export const hooks = {
  readPackage(manifest) {
    if (manifest.name === '@scalar/api-reference') manifest.dependencies = {};
    return manifest;
  },
};
