// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/exchange_codes.h"

#include "build_places.h"
#include "core/domain/channel.h"
#include "core/interop/export_catalogue.h"
#include "support/catch.h"

using namespace chairside;

TEST_CASE("the shipped exchange codes are read and each says where it was looked up", "[interop]") {
    const auto catalogue = loadExportCatalogue(std::string(CHAIRSIDE_SOURCE_DIR) + "/resources");
    REQUIRE(catalogue);
    const auto& codes = catalogue->codes;
    REQUIRE(codes.drug("ketamine").size() == 2);
    CHECK(codes.drug("Ketamine")[0].code == "N01AX03");
    CHECK(codes.route("intravenous")[0].code == "47625008");
    CHECK(codes.route("IV")[0].code == "47625008");
    CHECK(codes.drug("never heard of").empty());
    for (const auto* map : {&codes.drugs, &codes.routes})
        for (const auto& [name, list] : *map)
            for (const auto& code : list) CHECK_FALSE(code.checked.empty());
    CHECK(catalogue->label("moaas") != "moaas");
    CHECK(catalogue->label("no such key") == "no such key");
}

TEST_CASE("a code without its system, an unknown field and another format are refused by line", "[interop]") {
    const auto refused = [](const std::string& drugs,
                            const std::string& format = "chairside-exchange-codes") {
        const auto read =
            readExchangeCodes("{\"format\": \"" + format + "\", \"format_version\": 1, \"drugs\": " + drugs +
                                  ", \"routes\": {}}",
                              "codes.json");
        return !read && read.error().message.find("codes.json") != std::string::npos;
    };
    CHECK_FALSE(refused("{}"));
    CHECK(refused(R"({"x": [{"system": "", "code": "1"}]})"));
    CHECK(refused(R"({"x": [{"code": "1"}]})"));
    CHECK(refused(R"({"x": [{"system": "a", "code": "1", "colour": "red"}]})"));
    CHECK(refused(R"({"x": "N01AX03"})"));
    CHECK(refused("{}", "chairside-side-effects"));
}

TEST_CASE("end-tidal CO2 in mmHg has the code of the partial pressure everywhere", "[interop]") {
    CHECK(info(Channel::etco2).mdc == 151728); // MDC_AWAY_CO2_ET, not the concentration 151708
    CHECK(info(Channel::etco2).unit == "mmHg");
}
