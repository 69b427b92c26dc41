// A user's CommonJS file: TypeScript from 5.8 lets it require ES modules, as Node from 20.19 does.
import facade = require('@rollcall/facade');
import qradar = require('@rollcall/facade/qradar');
import iq = require('@rollcall/iq');

const { users } = qradar.createQRadar({ baseUrl: 'https://qradar.example.com', auth: { secToken: 'x' } });
const pages: facade.Paged<qradar.QRadarUser> = users.list();
// @ts-expect-error a user's id is a number
const wrong: Promise<string> = users.get(1).then(({ id }) => id);
export = { pages, wrong, create: iq.createUser, HttpError: facade.HttpError };
