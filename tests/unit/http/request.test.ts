import { describe, expect, test } from "vitest";
import { networkOf } from "@/lib/http/request";

describe("who is limited by a network address", () => {
  test.each([
    ["2001:db8:0:7::1", "2001:db8:0:7"],
    ["2001:DB8:0000:0007:ffff:ffff:ffff:ffff", "2001:db8:0:7"],
    ["2001:db8::7", "2001:db8:0:0"],
    ["2001:db8::1:0:0:0:7", "2001:db8:0:1"],
    ["::1", "0:0:0:0"],
    ["::", "0:0:0:0"],
  ])("is the /64 of %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test.each(["203.0.113.9", "fe80::1%eth0", "not an address", ""])("is %j itself", (address) => {
    expect(networkOf(address)).toBe(address);
  });

  test("is each IPv4 address, written as IPv6 too", () => {
    const [one, same, other] = ["::ffff:203.0.113.9", "::FFFF:cb00:7109", "::ffff:203.0.113.8"];
    expect(networkOf(one)).toBe(networkOf(same));
    expect(networkOf(one)).not.toBe(networkOf(other));
  });
});
