// SPDX-License-Identifier: GPL-3.0-or-later
// A shipped document that changes gets a new version: records name documents by version, and two texts under
// one version could not be told apart. Whoever changes a file raises its version and pins both here.
#include "build_places.h"
#include "core/interop/located_json.h"
#include "core/log/digest.h"
#include "support/catch.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>

using namespace chairside;
namespace fs = std::filesystem;

namespace {

const std::string kVersioned = CHAIRSIDE_SOURCE_DIR "/resources";

struct Pin {
    const char *file, *version, *digest;
};
constexpr Pin kPins[] = {
    {"protocols/esket_in.json", "5", "dbd064cd2def3d9cbe3c0443b256badb50879bbd14f1fee3ba884a2588f0dd67"},
    {"protocols/ket_iv_depression.json", "5",
     "c3fba8dd769c3105727eef801624f9f6ead446d70d1fce41fd58d36bdc8467dd"},
    {"protocols/ket_iv_pain.json", "5", "499ae099d10fa9c0421e5ae8afa6d619be20efacfb1eee6e8b8a86f43aeda969"},
    {"instruments/aldrete.json", "1", "b8d5195a906d172a25bdf3d83d6a27cbfc3c644152a9109cbf64c05c777ead5f"},
    {"instruments/aldrete.scoring.json", "1",
     "225d48c8213398a1e26e63267556f229b86925a33645dff71f28f0b848405bee"},
    {"instruments/bprs_plus.json", "1", "158df4b1aea2ad0aaeaff6d6652235b1280ddc1d646b8786e341d4f14641ee1d"},
    {"instruments/bprs_plus.scoring.json", "1",
     "2500c460dac5be32f02fabb5540f4a616693c37d26a69fbacca5948d076a94c7"},
    {"instruments/c_ssrs_screener.json", "1",
     "567c37d2267d14f3a2278aafdfc6ae387360f48efa87b87a8e7004ce114ebc23"},
    {"instruments/c_ssrs_screener.scoring.json", "1",
     "e8eeb435b0f95029a4ae6c5314fe1b27f79192549f169dfcf5a5e5390a96f587"},
    {"instruments/cadss_23.json", "1", "96a7169ff8ff3d5434bba1d3eb590234e7d3086eeffcdf5a9a347f635e7bea4f"},
    {"instruments/cadss_23.scoring.json", "1",
     "dafd0f13d31055313faeebd5607a5535bdeb062a69ecd57adf9eaf8c1ae84920"},
    {"instruments/cadss_6.json", "1", "9ce7c73647f37bfedf86d2e2d8cf3543de39c9f64342e3891b808ce1de6cde07"},
    {"instruments/cadss_6.scoring.json", "1",
     "f07b4c29beed902d532ffbf57bccf7eea4d45ed5fd4f723b7a2a3afd41ec311e"},
    {"instruments/dissociation_check.json", "1",
     "ff8f62481fea904f447a43a8e2a1e1a74502409dc8abd4b34c5f95bf424c4cd7"},
    {"instruments/dissociation_check.scoring.json", "1",
     "53302f0a9350c7b17ed40ae1bfaa48703b3125efd6843db477c3c803e50bc615"},
    {"instruments/gad7.json", "1", "f3e450c488a5d152048e27b091c156dfca04242a3667100386b28b11ef488850"},
    {"instruments/gad7.scoring.json", "1",
     "243935ad75a00e8c923ae12796fbf04cd3b746e4d7707159662aec2e806fda9a"},
    {"instruments/kset.json", "1", "3d2022634cfce9a628da649f3753ee1ece3689ec78d5029e29f22c933ca807b2"},
    {"instruments/kset.scoring.json", "1",
     "6b4f5f3daed8a11399b44a5673987b77fb037137e1e06752b868d5ab28bb677a"},
    {"instruments/madrs.json", "1", "234fd0907846acf2fb813b8dbe655467ade3c15722e5165c90a06310aa69172d"},
    {"instruments/madrs.scoring.json", "1",
     "ed1dd5d4e5e0f552564eb16c855ab3f79461e1e1c0d84ec150ecd0645d722c8d"},
    {"instruments/moaas.json", "1", "eff7408ee41dbb172885dadaa37f482b73e268df0c628a793390458ddbed763c"},
    {"instruments/moaas.scoring.json", "1",
     "929e29dc380bb4fdbfac400287805672ab48cc96079b7e665d22e15cab3a5816"},
    {"instruments/nausea_vas.json", "1", "a41f06b314a76a1220a7cc175e0a369ae723b2f967d55963d196b425cee3cbff"},
    {"instruments/nausea_vas.scoring.json", "1",
     "80cd6971aa847a9b8e7109745fa6a32ecc0f1a945f83c166c5d349d82d5010d1"},
    {"instruments/padss.json", "1", "4240c2c1cfc2f8b3bf0758ab4d01a8c638e72d53dfd1e5cfe3d14f2750a3d893"},
    {"instruments/padss.scoring.json", "1",
     "e784ffaa2388cf721208061439c26290ee8dc96410d266945f49eedf6485b348"},
    {"instruments/pain_nrs.json", "1", "47f68955f9567da15bac0433c2462d5e10834163b1d5861ebc257563336301e1"},
    {"instruments/pain_nrs.scoring.json", "1",
     "d5c5bf5c7744328dfc8ddddc550bd5fb4ff9105b29cabe22003951c0538ea554"},
    {"instruments/pcl5.json", "1", "10bf84ced5b3efccd237758179ad4fec018345580ca44da078ad4b5fa1df921d"},
    {"instruments/pcl5.scoring.json", "1",
     "8ef9f88745d5bccea369671b90dc017c601407d0099f7a34c254e78dce505165"},
    {"instruments/phq9.json", "1", "cb5accbd8cc4bd48d7e749c8656bb9fc02a4e95fda35a550f3f9c66cba778e1b"},
    {"instruments/phq9.scoring.json", "1",
     "dbe57837cfed81861ad70aef7d7c13484492d0f930974ffd2e3735775d861712"},
    {"instruments/qids_sr16.json", "1", "e73b895ace064eb5a109c23155bc07ade80ca46b572ee46faf3649d4c56937e4"},
    {"instruments/qids_sr16.scoring.json", "1",
     "65f161609abbdcc7f240ae9217752080f1c87016d6c9d05012bc0db632902342"},
    {"instruments/rass.json", "1", "e9dcb7728a28dd7a22f345a46c47548de5b6419f4ca5fbaa8074645d3e36305d"},
    {"instruments/rass.scoring.json", "1",
     "d882433a246c05824af6669349f7ca48278f6f60bd6b8bee9a7927f1f9679e93"},
    {"instruments/side_effects.json", "1",
     "464f7dfe626c84c81edcc9b5d7f8d0cc1b6d526a8ea907fdcd66a880c79780aa"},
    {"instruments/side_effects.scoring.json", "1",
     "1fa9c92f6bc3d4d2e62828fd25ceb0226b01cde3e0e24dfbdd2d8c2b64f837ab"},
};

} // namespace

TEST_CASE("a shipped document that changed has a new version", "[interop][H-10]") {
    std::map<std::string, Pin> pins;
    for (const auto& pin : kPins) pins.emplace(pin.file, pin);
    for (const char* folder : {"protocols", "instruments"})
        for (const auto& entry : fs::directory_iterator(kVersioned + "/" + folder)) {
            const auto file = std::string(folder) + "/" + entry.path().filename().string();
            INFO(file << " is not what its version was pinned to: raise the version, then pin both here");
            const auto text = readWholeFile(entry.path().string(), 1u << 22);
            REQUIRE(text);
            const auto version = nlohmann::json::parse(text.value()).at("version");
            REQUIRE(pins.contains(file));
            CHECK(toHex(blake2b256(text.value())) == pins.at(file).digest);
            CHECK((version.is_string() ? version.get<std::string>() : version.dump()) ==
                  pins.at(file).version);
            pins.erase(file);
        }
    for (const auto& [file, pin] : pins) {
        INFO(file << " is pinned but not shipped");
        CHECK(false);
    }
}
