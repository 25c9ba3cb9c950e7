// Preloaded where the machine gives no network namespace: every connection that would leave this machine fails.
import dgram from "node:dgram";
import { Socket } from "node:net";

const loopback = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/i;

function refuse(host) {
  return Object.assign(new Error(`a build may not use the network: ${host}`), { code: "ENETUNREACH" });
}

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const host =
    typeof options === "object"
      ? options.path
        ? undefined
        : options.host
      : typeof args[1] === "string"
        ? args[1]
        : undefined;
  if (host === undefined || loopback.test(host)) return Reflect.apply(connect, this, args);
  this.destroy(refuse(host));
  return this;
};

const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  const host = args.find((a, i) => i > 0 && typeof a === "string");
  if (host === undefined || loopback.test(host)) return Reflect.apply(send, this, args);
  throw refuse(host);
};
