import { ACCOUNT_DOORS } from "@/lib/http/account-doors";
import { methods } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: ACCOUNT_DOORS.confirmPassword });
