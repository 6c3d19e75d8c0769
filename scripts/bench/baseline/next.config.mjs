// A Next server with nothing of ours around it: what the framework costs on this machine.
const config = { poweredByHeader: false, serverExternalPackages: ["sharp", "pg"] };

export default config;
