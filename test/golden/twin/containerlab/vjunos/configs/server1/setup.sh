set -e
[ ! -e /proc/sys/net/ipv4/ip_forward ] || echo 1 > /proc/sys/net/ipv4/ip_forward
[ ! -e /proc/sys/net/ipv4/conf/all/rp_filter ] || echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter
[ ! -e /proc/sys/net/ipv4/conf/default/rp_filter ] || echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter
[ ! -e /proc/sys/net/ipv4/fib_multipath_hash_policy ] || echo 1 > /proc/sys/net/ipv4/fib_multipath_hash_policy
[ ! -e /proc/sys/net/ipv6/conf/all/forwarding ] || echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
[ ! -e /proc/sys/net/ipv6/conf/all/keep_addr_on_down ] || echo 1 > /proc/sys/net/ipv6/conf/all/keep_addr_on_down
[ ! -e /proc/sys/net/ipv6/conf/default/keep_addr_on_down ] || echo 1 > /proc/sys/net/ipv6/conf/default/keep_addr_on_down
[ ! -e /proc/sys/net/ipv6/conf/all/accept_dad ] || echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad
[ ! -e /proc/sys/net/ipv6/conf/default/accept_dad ] || echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
[ ! -e /proc/sys/net/ipv6/fib_multipath_hash_policy ] || echo 1 > /proc/sys/net/ipv6/fib_multipath_hash_policy
cp /twin/*.conf /etc/frr/
touch /etc/frr/vtysh.conf
ip -batch - <<'X'
addr add 10.1.5.1/24 dev lo
link set eth1 mtu 1500
addr add 172.16.104.2/30 dev eth1
link set eth1 up
link set eth2 mtu 1500
addr add 172.16.104.6/30 dev eth2
link set eth2 up
link set eth3 mtu 1500
addr add 172.16.104.10/30 dev eth3
link set eth3 up
X
/usr/lib/frr/zebra -d -P 0
/usr/lib/frr/bgpd -d -P 0
