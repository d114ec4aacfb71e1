import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type MxAnswer, type StringAnswer, type TxtAnswer } from 'dns-packet';

/** A record as a zone has it: `CNAME`, `TXT` or `MX`. */
export type ZoneRecord =
  | Pick<StringAnswer, 'type' | 'name' | 'data'>
  | Pick<TxtAnswer, 'type' | 'name' | 'data'>
  | Pick<MxAnswer, 'type' | 'name' | 'data'>;

const NAME_ERROR = 3;
const REFUSED = 5;

/** A name server (RFC 1035) on loopback for one zone; null refuses every question. Returns `address:port`. */
export async function startNameServer(zone: () => readonly ZoneRecord[] | null) {
  const socket = createSocket('udp4');
  socket.on('message', (packet, { address, port }) => {
    const { id, questions = [] } = decode(packet);
    const records = zone();
    const ofThatName = (records ?? []).filter(({ name }) => name === questions[0]?.name.toLowerCase());
    const answers = ofThatName.filter(({ type }) => type === questions[0]?.type);
    const error = ofThatName.length === 0 ? NAME_ERROR : 0;
    const flags = records === null ? REFUSED : error;
    socket.send(encode({ type: 'response', id, flags, questions, answers: answers as StringAnswer[] }), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    server: `127.0.0.1:${socket.address().port}`,
    close: () => void socket.close(),
  };
}
