/** The worker that all tabs of one server share: it owns the connections, so that many tabs need only one. */
import { PING_EVERY_MS, PortServer, type Port } from './port-server.js';

const server = new PortServer();
const scope = globalThis as unknown as { onconnect: ((event: { ports: readonly Port[] }) => void) | null };

scope.onconnect = (event) => {
  for (const port of event.ports) server.connect(port);
};

setInterval(() => server.ping(), PING_EVERY_MS);
