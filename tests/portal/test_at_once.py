"""`at_once` really races: own connections, one start, and nothing that happens in a thread is lost."""

import threading

from django.db import IntegrityError, connection, transaction

from tyndau.portal.people.models import Account


def test_each_thread_has_a_connection_of_its_own(at_once):
    connections = at_once(4, lambda: (threading.get_ident(), id(connection.connection)))
    assert len(set(connections)) == 4
    assert connection.connection is None or id(connection.connection) not in {one for _, one in connections}


def test_all_threads_are_under_way_before_one_goes_on(at_once):
    together = threading.Barrier(5, timeout=10)
    assert sorted(at_once(5, lambda: together.wait())) == [0, 1, 2, 3, 4]


def test_a_race_for_one_name_has_one_winner_and_the_losers_are_told(at_once):
    def create(number: int) -> int:
        with transaction.atomic():
            Account.objects.create(username="madina", first_name=str(number))
        return number

    outcomes = at_once(6, create)
    assert sum(isinstance(one, int) for one in outcomes) == 1
    assert sum(isinstance(one, IntegrityError) for one in outcomes) == 5
    assert Account.objects.count() == 1


def test_counting_under_a_lock_loses_nothing(at_once):
    Account.objects.create(username="madina", first_name="0")

    def count() -> None:
        with transaction.atomic():
            madina = Account.objects.select_for_update().get(username="madina")
            madina.first_name = str(int(madina.first_name) + 1)
            madina.save()

    assert at_once(8, count) == [None] * 8
    assert Account.objects.get().first_name == "8"
