import { checkHealth } from "@/lib/domain/health/check-health";
import { answer } from "@/lib/http/answer";
import { limiterAnswers } from "@/lib/http/rate-limit";
import { methods, route } from "@/lib/http/route";
import { version } from "@/lib/http/version";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "anyone",
    run: async ({ requestId }) => {
      const report = await checkHealth(limiterAnswers);
      const uptimeSec = Math.floor(process.uptime());
      const body = { ...report, version: version(), uptimeSec, requestId };
      const response = answer(body, report.status === "fail" ? 503 : 200, requestId);
      if (response.status === 503) response.headers.set("retry-after", "2");
      return response;
    },
  }),
});
