// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/event_codec.h"

#include "core/base/phrase.h"
#include "core/log/event_fields.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

namespace chairside {
namespace {

using Json = nlohmann::json; // std::map inside: keys come out sorted

template <class E>
using Names = std::vector<std::pair<E, std::string_view>>;

const auto& names(Role) {
    static const Names<Role> kNames{{Role::nurse, "nurse"},
                                    {Role::prescriber, "prescriber"},
                                    {Role::witness, "witness"},
                                    {Role::system, "system"}};
    return kNames;
}
const auto& names(Sex) {
    static const Names<Sex> kNames{{Sex::unknown, "unknown"}, {Sex::female, "female"}, {Sex::male, "male"}};
    return kNames;
}
const auto& names(DosingWeight) {
    static const Names<DosingWeight> kNames{{DosingWeight::actual, "actual"},
                                            {DosingWeight::ideal, "ideal"},
                                            {DosingWeight::adjusted, "adjusted"}};
    return kNames;
}
const auto& names(MixMode) {
    static const Names<MixMode> kNames{{MixMode::replace, "replace"}, {MixMode::add, "add"}};
    return kNames;
}
const auto& names(Container) {
    static const Names<Container> kNames{{Container::bag, "bag"}, {Container::syringe, "syringe"}};
    return kNames;
}
const auto& names(Origin) {
    static const Names<Origin> kNames{{Origin::device, "device"},
                                      {Origin::typed, "typed"},
                                      {Origin::replayed, "replayed"},
                                      {Origin::simulated, "simulated"},
                                      {Origin::imported, "imported"}};
    return kNames;
}
const auto& names(AlarmPriority) {
    static const Names<AlarmPriority> kNames{
        {AlarmPriority::low, "low"}, {AlarmPriority::medium, "medium"}, {AlarmPriority::high, "high"}};
    return kNames;
}

template <class E>
std::string_view nameOf(E value) {
    for (const auto& [entry, name] : names(E{}))
        if (entry == value) return name;
    return "unknown";
}
template <class E>
std::optional<E> fromName(std::string_view name) {
    for (const auto& [entry, known] : names(E{}))
        if (known == name) return entry;
    return std::nullopt;
}

template <class T>
concept IsStored = requires {
    codec::Stored<T>::fields;
};
template <class T>
concept IsEnum = std::is_enum_v<T>;

// ---- writing ----

template <IsStored T>
Json toJson(const T& value);
Json toJson(const std::string& value) {
    return value;
}
Json toJson(bool value) {
    return value;
}
Json toJson(double value) {
    return value == 0 ? Json(0.0) : Json(value);
} // a minus zero would not survive the file
template <std::integral T>
Json toJson(T value) {
    return value;
}
template <IsEnum E>
Json toJson(E value) {
    return std::string(nameOf(value));
}
Json toJson(const Uuid& value) {
    return value.toString();
}
Json toJson(Millis value) {
    return value.count();
}
Json toJson(MonoTime value) {
    return toMs(value);
}
Json toJson(Channel value) {
    return std::string(info(value).key);
}
Json toJson(const std::map<std::string, std::string>& value) {
    return value;
}
template <class T>
Json toJson(const std::optional<T>& value) {
    return value ? toJson(*value) : Json(nullptr);
}
template <class T>
Json toJson(const std::vector<T>& values) {
    Json out = Json::array();
    for (const auto& value : values) out.push_back(toJson(value));
    return out;
}
Json toJson(const std::array<std::optional<double>, kChannelCount>& values) {
    Json out = Json::object();
    for (const auto& channel : allChannels())
        if (const auto& value = values[index(channel.channel)])
            out[std::string(channel.key)] = toJson(*value);
    return out;
}
Json toJson(const std::array<Millis, kChannelCount>& periods) {
    Json out = Json::object();
    for (const auto& channel : allChannels())
        if (const auto period = periods[index(channel.channel)]; period != Millis{0})
            out[std::string(channel.key)] = period.count();
    return out;
}
template <class T, class Member>
void put(Json& out, const T& value, const codec::Field<T, Member>& field) {
    out[std::string(field.key)] = toJson(value.*(field.member));
}
template <class T, class Member>
void put(Json& out, const T& value, const codec::LaterField<T, Member>& field) {
    if (value.*(field.member) == T{}.*(field.member)) return;
    out[std::string(field.key)] = toJson(value.*(field.member));
}
template <IsStored T>
Json toJson(const T& value) {
    Json out = Json::object();
    std::apply([&](const auto&... field) { (put(out, value, field), ...); }, codec::Stored<T>::fields);
    return out;
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// ---- reading: false means "not of that type"; nothing throws ----

template <IsStored T>
bool read(const Json& json, T& out);

bool read(const Json& json, std::string& out) {
    if (!json.is_string()) return false;
    out = json.get_ref<const std::string&>();
    return true;
}
bool read(const Json& json, bool& out) {
    if (!json.is_boolean()) return false;
    out = json.get<bool>();
    return true;
}
bool read(const Json& json, double& out) {
    // JSON has no infinity: it was written as null and comes back as "not a number", never as 0.
    if (json.is_null()) return out = std::numeric_limits<double>::quiet_NaN(), true;
    if (!json.is_number()) return false;
    out = json.get<double>();
    return true;
}
template <std::integral T>
bool read(const Json& json, T& out) {
    if (!json.is_number_integer()) return false;
    if (json.is_number_unsigned()) {
        const auto value = json.get<std::uint64_t>();
        return std::in_range<T>(value) && (out = static_cast<T>(value), true);
    }
    const auto value = json.get<std::int64_t>();
    return std::in_range<T>(value) && (out = static_cast<T>(value), true);
}
template <IsEnum E>
bool read(const Json& json, E& out) {
    if (!json.is_string()) return false;
    const auto value = fromName<E>(json.get_ref<const std::string&>());
    if (value) out = *value;
    return value.has_value();
}
bool read(const Json& json, Uuid& out) {
    if (!json.is_string()) return false;
    const auto value = Uuid::parse(json.get_ref<const std::string&>());
    if (value) out = *value;
    return value.has_value();
}
bool read(const Json& json, Millis& out) {
    std::int64_t ms = 0;
    return read(json, ms) && (out = Millis{ms}, true);
}
bool read(const Json& json, MonoTime& out) {
    std::int64_t ms = 0;
    return read(json, ms) && (out = monoFromMs(ms), true);
}
bool read(const Json& json, Channel& out) {
    if (!json.is_string()) return false;
    const auto channel = channelFromKey(json.get_ref<const std::string&>());
    if (channel) out = *channel;
    return channel.has_value();
}
bool read(const Json& json, std::map<std::string, std::string>& out) {
    if (!json.is_object()) return false;
    for (const auto& [key, value] : json.items())
        if (!read(value, out[key])) return false;
    return true;
}
template <class T>
bool read(const Json& json, std::optional<T>& out) {
    if (json.is_null()) return out.reset(), true;
    return read(json, out.emplace());
}
template <class T>
bool read(const Json& json, std::vector<T>& out) {
    if (!json.is_array()) return false;
    return std::all_of(json.begin(), json.end(),
                       [&](const Json& item) { return read(item, out.emplace_back()); });
}
bool read(const Json& json, std::array<std::optional<double>, kChannelCount>& out) {
    if (!json.is_object()) return false;
    for (const auto& channel : allChannels())
        if (const auto at = json.find(channel.key);
            at != json.end() && !read(*at, out[index(channel.channel)]))
            return false;
    return true;
}
bool read(const Json& json, std::array<Millis, kChannelCount>& out) {
    if (!json.is_object()) return false;
    for (const auto& channel : allChannels())
        if (const auto at = json.find(channel.key);
            at != json.end() && !read(*at, out[index(channel.channel)]))
            return false;
    return true;
}
template <IsStored T>
bool read(const Json& json, T& out) {
    if (!json.is_object()) return false;
    const auto one = [&](const auto& field) {
        const auto at = json.find(field.key);
        return at == json.end() || read(*at, out.*(field.member));
    };
    return std::apply([&](const auto&... field) { return (one(field) && ...); }, codec::Stored<T>::fields);
}

// ---- the variant ----

template <std::size_t... I>
constexpr auto kindTable(std::index_sequence<I...>) {
    return std::array{codec::Stored<std::variant_alternative_t<I, EventVariant>>::kind...};
}
constexpr auto kKinds = kindTable(std::make_index_sequence<std::variant_size_v<EventVariant>>());

template <std::size_t I = 0>
bool readAlternative(std::size_t wanted, const Json& json, EventBody& out) {
    if constexpr (I < std::variant_size_v<EventVariant>) {
        if (I == wanted) return read(json, out.emplace<I>());
        return readAlternative<I + 1>(wanted, json, out);
    } else {
        return false;
    }
}

} // namespace

std::string_view kindName(const EventBody& body) {
    return kKinds[body.index()];
}
std::vector<std::string_view> allKindNames() {
    return {kKinds.begin(), kKinds.end()};
}

std::string encodeBody(const EventBody& body) {
    return std::visit([](const auto& alternative) { return dump(toJson(alternative)); }, body);
}

Result<EventBody> decodeBody(std::string_view kind, std::string_view json) {
    const auto at = std::find(kKinds.begin(), kKinds.end(), kind);
    if (at == kKinds.end())
        return Error{phrase("The record holds an entry of a kind this version does not know ({1}).",
                            std::string(kind))};
    const Json parsed = Json::parse(json, nullptr, false);
    EventBody body;
    if (parsed.is_discarded() ||
        !readAlternative(static_cast<std::size_t>(at - kKinds.begin()), parsed, body))
        return Error{phrase("The record holds an entry ({1}) that cannot be read.", std::string(kind))};
    return body;
}

std::string encodeOpenedWithout(const SessionOpened& opened, std::string_view identityDigestHex) {
    Json json = toJson(opened);
    json["patient"] = {{"id", opened.patient.id.toString()}, {"identity", std::string(identityDigestHex)}};
    return dump(json);
}

std::optional<std::string> identityIn(std::string_view json) {
    const Json parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_object()) return std::nullopt;
    const auto patient = parsed.find("patient");
    if (patient == parsed.end() || !patient->is_object()) return std::nullopt;
    const auto identity = patient->find("identity");
    if (identity == patient->end() || !identity->is_string()) return std::nullopt;
    return identity->get<std::string>();
}

std::string_view roleName(Role role) {
    return nameOf(role);
}
std::optional<Role> roleFromName(std::string_view name) {
    return fromName<Role>(name);
}
std::string_view sexName(Sex sex) {
    return nameOf(sex);
}
std::optional<Sex> sexFromName(std::string_view name) {
    return fromName<Sex>(name);
}
std::string_view originName(Origin origin) {
    return nameOf(origin);
}
std::string encodePeriods(const SourceInfo& source) {
    return dump(toJson(source.period));
}

} // namespace chairside
