// Loaded into the server that the product's commands start: when they are killed outright, it ends too,
// instead of keeping the port.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => process.exit(1));
}
