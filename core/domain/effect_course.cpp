// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/effect_course.h"

#include "core/domain/side_effect.h"

#include <algorithm>
#include <unordered_map>

namespace chairside {
namespace {

class Courses {
public:
    void apply(const Event& event) {
        if (const auto* began = std::get_if<SideEffectBegan>(&event.body))
            begin(event, *began);
        else if (const auto* changed = std::get_if<SideEffectChanged>(&event.body))
            change(changed->of, changed->severity, changed->action);
        else if (const auto* ended = std::get_if<SideEffectEnded>(&event.body))
            end(ended->of, event.effective);
        else if (const auto* item = std::get_if<ItemConfirmed>(&event.body))
            judge(*item);
        else if (std::holds_alternative<EntryWithdrawn>(event.body) && event.corrects)
            std::erase_if(all_, [&](const One& one) { return one.root == rootOf(*event.corrects); });
    }
    std::vector<EffectCourse> take() {
        std::stable_sort(all_.begin(), all_.end(),
                         [](const One& a, const One& b) { return a.course.since < b.course.since; });
        std::vector<EffectCourse> out;
        for (auto& one : all_) out.push_back(std::move(one.course));
        return out;
    }

private:
    struct One {
        Uuid root; ///< the first entry of its chain of corrections
        EffectCourse course;
        int changedTo = 0; ///< the worst that a later entry said, 0 = none did
    };
    Uuid rootOf(const Uuid& id) const {
        const auto known = root_.find(id);
        return known == root_.end() ? id : known->second;
    }
    One* find(const Uuid& of) {
        const auto root = rootOf(of);
        const auto it =
            std::find_if(all_.begin(), all_.end(), [&](const One& one) { return one.root == root; });
        return it == all_.end() ? nullptr : &*it;
    }
    void begin(const Event& event, const SideEffectBegan& began) {
        const auto root = event.corrects ? rootOf(*event.corrects) : event.id;
        root_.emplace(event.id, root);
        auto* one = find(root);
        if (!one) {
            if (event.corrects) return; // of one that was withdrawn
            one = &all_.emplace_back();
            one->root = root;
        }
        auto& course = one->course;
        course.onset = event.id;
        course.effect = began.effect;
        course.worst = std::max(began.severity, one->changedTo);
        course.since = event.effective;
        if (!began.relatedness.empty() && course.relatedness.empty()) course.relatedness = began.relatedness;
        course.chartedBy = event.actor.name;
        act(course, began.action);
    }
    void change(const Uuid& of, int severity, const std::string& action) {
        auto* one = find(of);
        if (!one) return;
        one->changedTo = std::max(one->changedTo, severity);
        one->course.worst = std::max(one->course.worst, severity);
        act(one->course, action);
    }
    void end(const Uuid& of, MonoTime at) {
        if (auto* one = find(of)) one->course.until = std::max(at, one->course.since);
    }
    void judge(const ItemConfirmed& item) {
        const auto of = effectOfList(item.list);
        auto* one = of && item.item == kRelatednessItem ? find(*of) : nullptr;
        if (one) one->course.relatedness = item.value;
    }
    static void act(EffectCourse& course, const std::string& action) {
        if (action.empty() || std::ranges::find(course.actions, action) != course.actions.end()) return;
        course.actions.push_back(action);
    }

    std::vector<One> all_;
    std::unordered_map<Uuid, Uuid> root_;
};

} // namespace

std::vector<EffectCourse> effectCourses(const std::vector<Event>& events) {
    Courses courses;
    for (const auto& event : events) courses.apply(event);
    return courses.take();
}

} // namespace chairside
