import { checkHealth } from "@/lib/domain/health/check-health";
import { measureSuccess } from "@/lib/domain/health/measure-success";
import { healthQuery } from "@/lib/domain/health/schema";
import { withinBudget } from "@/lib/domain/health/within-budget";
import { answer } from "@/lib/http/answer";
import { mayWatch } from "@/lib/http/authenticate";
import { openMetrics, wantsOpenMetrics } from "@/lib/http/openmetrics";
import { limiterAnswers } from "@/lib/http/rate-limit";
import { methods, route } from "@/lib/http/route";
import { version } from "@/lib/http/version";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    as: "anyone",
    query: healthQuery,
    run: async ({ request: { headers }, query, requestId }) => {
      // Each waits a second at most: a session is asked of a database that may hang.
      const metricsFor = async () =>
        (await withinBudget(mayWatch(headers), false)) ? measureSuccess() : undefined;
      const [report, metrics] = await Promise.all([checkHealth(limiterAnswers), metricsFor()]);
      if (wantsOpenMetrics(headers, query.format)) return openMetrics(report, metrics, version());
      const uptimeSec = Math.floor(process.uptime());
      const body = {
        ...report,
        ...(metrics && { metrics }),
        version: version(),
        uptimeSec,
        requestId,
      };
      const response = answer(body, report.status === "fail" ? 503 : 200, requestId);
      if (response.status === 503) response.headers.set("retry-after", "2");
      return response;
    },
  }),
});
