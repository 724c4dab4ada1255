namespace OrleansSync.Demo;

/// <summary>A shop's tables and what happens to them.</summary>
internal static class ShopData
{
    public const int Customers = 300;

    public const int Orders = 2_000;

    public const string Create = """
        create type order_state as enum ('new', 'paid', 'shipped', 'returned');

        create table customers (
            id uuid primary key, name varchar(120) not null, city varchar(80), vip boolean not null default false, since date not null, notes text,
            changed_at timestamptz not null default clock_timestamp());

        create table orders (
            order_no bigint generated always as identity (start with 1000) primary key, customer_id uuid not null references customers, country char(2) not null,
            state order_state not null default 'new', total numeric(12, 2) not null, weight_kg double precision, gift boolean not null default false,
            ordered_at timestamptz not null, due date, contact jsonb, tags text[], remark text, changed_at timestamptz not null default clock_timestamp());

        create function touch() returns trigger language plpgsql as $$ begin new.changed_at := clock_timestamp(); return new; end $$;
        create trigger touch before update on customers for each row execute function touch();
        create trigger touch before update on orders for each row execute function touch();
        """;

    public static readonly string Fill = $$"""
        insert into customers (id, name, city, vip, since, notes)
        select gen_random_uuid(), (array['Ærø Bageri', 'Müller & Söhne', '東京商事', 'Пекарня «Заря»', 'مخبز النور', 'Σούπερ Μάρκετ', 'Zażółć Sp. z o.o.', 'O''Brien "Ltd"', 'मिठाई घर', '🦉 Owl Goods'])[1 + n % 10] || ' ' || n,
            (array['Aarhus', 'Köln', '大阪', 'Казань', 'القاهرة', 'Αθήνα', 'Łódź', 'Cork', 'पुणे', null])[1 + n % 10], n % 7 = 0, date '2015-01-01' + n, case when n % 3 = 0 then E'first line\nsecond line ' || n end
        from generate_series(1, {{Customers}}) n;

        insert into orders (customer_id, country, state, total, weight_kg, gift, ordered_at, due, contact, tags, remark)
        select c.id, (array['DE', 'DE', 'DE', 'FR', 'JP'])[1 + n % 5], (array['new', 'paid', 'shipped', 'returned'])[1 + n % 4]::order_state, (n * 7919 % 100000) / 100.0, n / 8.0, n % 11 = 0,
            timestamptz '2026-01-01 08:00+00' + n * interval '13 minutes', date '2026-01-05' + n % 300, jsonb_build_object('phone', '+49 ' || n, 'via', array['mail', 'web']),
            array['a' || n % 5, 'ü' || n % 3], case when n % 4 = 0 then 'Bitte klingeln – 2. OG ☂ ' || n end
        from generate_series(1, {{Orders}}) n
        join (select id, row_number() over (order by name) as place from customers) c on c.place = 1 + n % {{Customers}};
        """;

    /// <summary>Each order as what people could compare: its number and a few values.</summary>
    public const string Compare = """
        select order_no::text, concat_ws('|', state, total, country, gift, coalesce(remark, '')) from orders
        """;
}
