/* The memo: what was put is found, nothing else is, and the bound holds. */
#include "core/unit.h"
#include "base/memo.h"

static void finds_what_was_put(void **state)
{
    (void)state;
    struct sx_memo *memo = sx_memo_new(1 << 16);
    size_t n = 0;
    assert_null(sx_memo_find(memo, "A", "key", 3, &n));
    sx_memo_put(memo, "A", "key", 3, "value", 5);
    const char *found = sx_memo_find(memo, "A", "key", 3, &n);
    assert_non_null(found);
    assert_int_equal(n, 5);
    assert_memory_equal(found, "value", 5);
    assert_int_equal((uintptr_t)found % sizeof(double), 0);
    assert_null(sx_memo_find(memo, "B", "key", 3, &n));
    assert_null(sx_memo_find(memo, "A", "kez", 3, &n));
    assert_null(sx_memo_find(memo, "A", "key", 2, &n));
    sx_memo_put(memo, "A", "key", 3, "other one", 9);
    found = sx_memo_find(memo, "A", "key", 3, &n);
    assert_int_equal(n, 9);
    assert_memory_equal(found, "other one", 9);
    sx_memo_free(memo);
}

static void every_byte_of_a_key_counts(void **state)
{
    (void)state;
    struct sx_memo *memo = sx_memo_new(1 << 20);
    double key[100] = {0.0};
    for (size_t i = 0; i < 800; i++) {
        unsigned char changed[800];
        memcpy(changed, key, sizeof changed);
        changed[i] ^= 1;
        sx_memo_put(memo, "K", changed, sizeof changed, &i, sizeof i);
    }
    for (size_t i = 0; i < 800; i++) {
        unsigned char changed[800];
        size_t n, value;
        memcpy(changed, key, sizeof changed);
        changed[i] ^= 1;
        const void *found = sx_memo_find(memo, "K", changed, sizeof changed, &n);
        if (!found)
            continue; /* left for want of room */
        memcpy(&value, found, sizeof value);
        assert_int_equal(value, i);
    }
    sx_memo_free(memo);
}

static void stays_within_its_bound(void **state)
{
    (void)state;
    const size_t limit = 100000;
    struct sx_memo *memo = sx_memo_new(limit);
    static unsigned char value[30000];
    for (uint32_t i = 0; i < 5000; i++) {
        sx_memo_put(memo, "X", &i, sizeof i, value, (i * 7919) % 30000);
        assert_true(sx_memo_size(memo) <= limit);
    }
    size_t n;
    uint32_t last = 4999, first = 0;
    assert_null(sx_memo_find(memo, "X", &first, sizeof first, &n));
    sx_memo_put(memo, "X", &last, sizeof last, value, 10);
    assert_non_null(sx_memo_find(memo, "X", &last, sizeof last, &n));
    sx_memo_free(memo);
}

static void forgets_the_least_recently_used(void **state)
{
    (void)state;
    struct sx_memo *memo = sx_memo_new(20000);
    static unsigned char value[3000];
    size_t n;
    for (uint32_t i = 0; i < 50; i++) {
        uint32_t kept = 0;
        sx_memo_put(memo, "X", &i, sizeof i, value, sizeof value);
        assert_non_null(sx_memo_find(memo, "X", &kept, sizeof kept, &n));
    }
    uint32_t unused = 1;
    assert_null(sx_memo_find(memo, "X", &unused, sizeof unused, &n));
    sx_memo_free(memo);
}

static void an_old_value_does_not_outlive_a_new_one_too_large_to_keep(void **state)
{
    (void)state;
    struct sx_memo *memo = sx_memo_new(20000);
    static unsigned char large[15000];
    size_t n;
    sx_memo_put(memo, "X", "k", 1, "old", 3);
    sx_memo_put(memo, "X", "k", 1, large, sizeof large);
    assert_null(sx_memo_find(memo, "X", "k", 1, &n));
    sx_memo_free(memo);
}

static void no_memo_is_no_error(void **state)
{
    (void)state;
    size_t n;
    sx_memo_put(NULL, "X", "k", 1, "v", 1);
    assert_null(sx_memo_find(NULL, "X", "k", 1, &n));
    assert_int_equal(sx_memo_size(NULL), 0);
    sx_memo_free(NULL);
    assert_null(sx_memo_new(10));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_put),
        cmocka_unit_test(every_byte_of_a_key_counts),
        cmocka_unit_test(stays_within_its_bound),
        cmocka_unit_test(forgets_the_least_recently_used),
        cmocka_unit_test(an_old_value_does_not_outlive_a_new_one_too_large_to_keep),
        cmocka_unit_test(no_memo_is_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
